package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.money.pay.Outcome;
import io.piuptime.gateway.budget.money.pay.Payment;
import io.piuptime.gateway.budget.money.pay.Spending;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.route.Candidate;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.RelayedHeaders;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One asking of one target within a sending, and what its health is told of it: once that it answered, and once how it
 * ended. Mostly one leg is under way; where a slow one is hedged there are two.
 */
final class Leg {
    private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    private final Sending sending;
    private final Candidate candidate;
    private final long admitted;
    private final Recovery recovery;
    private @Nullable Attempt attempt;
    private @Nullable Payment payment;
    private boolean heard;
    private boolean over;

    /**
     * A leg whose target has admitted it.
     *
     * @param admitted when
     * @param recovery of what the caller has got before
     */
    Leg(Sending sending, Candidate candidate, long admitted, Recovery recovery) {
        this.sending = sending;
        this.candidate = candidate;
        this.admitted = admitted;
        this.recovery = recovery;
    }

    Candidate candidate() {
        return candidate;
    }

    Target target() {
        return candidate.target();
    }

    Recovery recovery() {
        return recovery;
    }

    /** Whether a request to the target was begun. */
    boolean isUnderWay() {
        return attempt != null;
    }

    /** How long its request has been under way, in nanoseconds. */
    long age(long now) {
        return attempt == null ? 0 : attempt.age(now);
    }

    /** Whether anything of an answer proper was seen. */
    boolean hasContent() {
        return attempt != null && attempt.hasContent();
    }

    /** The body as the target gets it. */
    List<Bytes> pieces() {
        return attempt == null ? List.of() : attempt.pieces();
    }

    /** Names of what was asked for and the target could not be told. */
    List<String> dropped() {
        return attempt == null ? List.of() : attempt.dropped();
    }

    /** Says the request as the target understands it, and sends it. */
    void ask() {
        candidate.health().retryBudget().requested(admitted);
        switch (sending.order().body()) {
            case RequestBody.Held held -> held.prepare(target(), this::begin, this::unsayable);
            case RequestBody.Passing passing
            when passing.outbound().isPresent() -> begin(passing.outbound().get());
            case RequestBody.Passing _ ->
                SameDialect.speech(operation(), target())
                        .ifPresentOrElse(
                                speech -> begin(SameDialect.passing(sending.dialect(), operation(), false, speech)),
                                () -> sending.failed(this, Failures.unable(target(), operation())));
        }
    }

    private void begin(Outbound outbound) {
        if (over || sending.isOver()) {
            return;
        }
        switch (outbound) {
            case Outbound.Request request -> {
                Optional<Spending> spending = sending.course().spending();
                if (spending.isEmpty()) {
                    open(request);
                } else {
                    spending.get().reserve(target(), candidate.abilities(), request, this::reserved);
                }
            }
            case Outbound.Answer answer -> {
                sending.won(this);
                sending.finish();
                sending.sink().headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
                sending.sink().whole(200, Buffers.wrap(answer.body()));
            }
        }
    }

    private void reserved(Outcome outcome) {
        switch (outcome) {
            case Outcome.Paid paid -> {
                payment = paid.payment();
                if (over || sending.isOver()) {
                    paid.payment().turnedAway();
                } else {
                    open(paid.request());
                }
            }
            case Outcome.Refused refused -> sending.failed(this, Failure.unpaid(refused.refusal()));
        }
    }

    private void open(Outbound.Request request) {
        Exchange exchange = sending.exchange();
        exchange.attempting(target());
        exchange.dropping(request.dropped());
        Attempt next = new Attempt(sending, this, request, sending.hasAlternative());
        attempt = next;
        next.open();
    }

    /** Whether what it costs was reserved. */
    boolean isPaid() {
        return payment != null;
    }

    /** Whether it is of use to hear its answer to the end although nobody wants it: it costs what the answer says, or all that was reserved. */
    boolean isWorthHearing() {
        return !over && payment != null && payment.micros() > 0 && attempt != null && attempt.hasLeft();
    }

    /** Its answer is read on, if that was stopped. */
    void resume() {
        if (attempt != null) {
            attempt.resume();
        }
    }

    /** Its answer came to its end: this is what it used. */
    void completed(Tokens used) {
        if (payment != null) {
            payment.answered(used);
        }
    }

    /** It has ended without an answer. */
    private void endPayment(boolean turnedAway) {
        if (payment == null) {
            return;
        }
        if (turnedAway || attempt == null || !attempt.hasLeft()) {
            payment.turnedAway();
        } else {
            payment.unknown();
        }
    }

    private Operation operation() {
        return sending.exchange().head().operation().orElseThrow();
    }

    /** What is asked for cannot be said to the target. */
    private void unsayable(RuntimeException failure) {
        if (failure instanceof RefusedException refused) {
            sending.failed(this, Failure.unasked(refused.refusal()));
            return;
        }
        LOG.error(
                "exchange {} could not be told to its target",
                sending.exchange().head().id(),
                failure);
        sending.failed(this, Failure.unasked(new Refusal.Internal("The gateway failed.")));
    }

    void tick(long now) {
        if (attempt != null) {
            attempt.tick(now);
        }
    }

    /** Notes what the answer told of its usage so far. */
    void meter() {
        if (attempt != null) {
            attempt.meter();
        }
    }

    /** The head of an answer came. */
    void heard(MultiMap headers) {
        if (!over) {
            candidate
                    .health()
                    .heard(
                            sending.loop().ticker().now(),
                            candidate.limits().read(RelayedHeaders.values(headers)::apply));
        }
    }

    /** How long an answer asks to wait, in nanoseconds, or -1 if it does not say. */
    long retryAfter(MultiMap headers) {
        return over ? -1 : candidate.limits().retryAfterNanos(RelayedHeaders.values(headers)::apply);
    }

    /** The first of an answer proper came. */
    void heard() {
        if (over || heard) {
            return;
        }
        heard = true;
        Exchange exchange = sending.exchange();
        long now = sending.loop().ticker().now();
        long age = age(now);
        if (exchange.streams()) {
            // what this loop was late by says nothing of the target
            candidate
                    .health()
                    .answered(
                            admitted,
                            now,
                            Math.max(0, age - sending.loop().ticker().late()));
        } else {
            candidate.health().answeredWhole(admitted, now, age);
        }
        exchange.tried("answered", age);
        sending.answered(age, now);
    }

    /** Stops whatever is under way; nothing that still arrives is heard. */
    void abandon() {
        if (attempt != null) {
            attempt.abandon();
        }
    }

    /** It came to nothing, by a fault of its target's or without one. */
    void failed(Failure failure, long now) {
        endPayment(failure.isTurnedAway() && !hasContent());
        if (failure.ofTarget()) {
            fault(failure.fault(), failure.retryAfterNanos(), now);
        } else {
            letGo();
        }
    }

    private void fault(Fault fault, long retryAfterNanos, long now) {
        if (!over) {
            over = true;
            candidate.health().failed(admitted, now, fault, retryAfterNanos);
        }
    }

    /** Nothing more is wanted of the target, which has done no wrong. */
    void letGo() {
        endPayment(false);
        if (!over) {
            over = true;
            candidate.health().released(admitted);
        }
    }
}
