package io.piuptime.gateway.send;

import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.route.Candidate;
import io.piuptime.gateway.route.Move;
import io.piuptime.gateway.route.Plan;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending of one exchange: attempts at its targets until one answers, under one deadline. Until the reply's head has
 * left, a failure moves on to the next target; afterwards it is told in the reply.
 */
public final class Sending extends Ticker.Item {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /** A request up to this size may try out whether a target that was broken is well again. */
    private static final long SMALL = 16 << 10;

    private final Loop loop;
    private final Exchange exchange;
    private final Dialect dialect;
    private final Order order;
    private final ReplySink sink;
    private final Timers timers;
    private final Plan plan;
    private final Recovery recovery;

    private @Nullable Candidate asked;
    private long admitted;
    private boolean heard;
    private @Nullable Attempt attempt;
    private @Nullable Place place;
    private @Nullable Failure first;
    private boolean over;
    private long lastWrite;
    private long pausedSince = -1;

    /**
     * What is to be sent.
     *
     * @param headers of the request as the caller sent them
     * @param traceparent W3C trace context for the provider
     */
    public record Order(MultiMap headers, RequestBody body, String traceparent) {}

    public Sending(Loop loop, Exchange exchange, Dialect dialect, Order order, ReplySink sink) {
        this.loop = loop;
        this.exchange = exchange;
        this.dialect = dialect;
        this.order = order;
        this.sink = sink;
        this.timers = exchange.model().timers();
        this.plan = new Plan(
                loop.candidates()
                        .of(exchange, value(order.headers()), loop.ticker().now()),
                exchange.model().routing().leavesContentFilter(),
                order.body().repeatable() && exchange.requestBytes() <= SMALL,
                exchange.head().priority() == Priority.BATCH);
        this.recovery = Recovery.of(exchange, order.body().repeatable(), loop.buffers());
        this.lastWrite = exchange.head().startedNanos();
    }

    /** Makes the first attempt. */
    public void start() {
        loop.ticker().add(this);
        if (plan.isEmpty()) {
            breakOff(loop.candidates().nobody(exchange, value(order.headers())));
            return;
        }
        long now = loop.ticker().now();
        follow(plan.first(now), now);
    }

    /** The caller has left: nothing more is wanted from any target. */
    public void cancel() {
        letGo();
        finish();
        if (attempt != null) {
            attempt.abandon();
        }
    }

    /** Ends the exchange although its target would go on. */
    public void breakOff(Refusal refusal) {
        if (!over) {
            letGo();
            if (attempt != null) {
                attempt.abandon();
            }
            settleTokens();
            end(Failure.unasked(refusal));
        }
    }

    /** The part of an answer that was seen is all there will be: what it told is kept. */
    public void settleTokens() {
        if (attempt != null) {
            attempt.meter();
        }
    }

    Loop loop() {
        return loop;
    }

    Exchange exchange() {
        return exchange;
    }

    Dialect dialect() {
        return dialect;
    }

    Order order() {
        return order;
    }

    ReplySink sink() {
        return sink;
    }

    Timers timers() {
        return timers;
    }

    Recovery recovery() {
        return recovery;
    }

    boolean isOver() {
        return over;
    }

    /** Whether another target is left to try. */
    boolean hasAlternative() {
        return mayMove() && plan.hasAlternative();
    }

    private boolean mayMove() {
        return order.body().repeatable() && recovery.isPossible();
    }

    /** The head of the reply leaves, if it has not, and what is told counts from now on. */
    void begin(int status, long length) {
        if (!recovery.hasBegun()) {
            recovery.begin();
            first = null; // what failed before the caller got anything was made good
        }
        sink.head(status, length);
    }

    /** The head of an answer came. */
    void heard(MultiMap headers) {
        if (asked != null) {
            asked.health().heard(loop.ticker().now(), asked.limits().read(value(headers)::apply));
        }
    }

    /** How long the present target's answer asks to wait, in nanoseconds, or -1 if it does not say. */
    long retryAfter(MultiMap headers) {
        return asked == null ? -1 : asked.limits().retryAfterNanos(value(headers)::apply);
    }

    /** The first of an answer proper came. */
    void heard() {
        if (asked != null && !heard && attempt != null) {
            heard = true;
            long now = loop.ticker().now();
            if (exchange.streams()) {
                asked.health().answered(admitted, now, attempt.age(now));
            } else {
                asked.health().answeredWhole(admitted, now, attempt.age(now));
            }
            exchange.tried("answered", attempt.age(now));
        }
    }

    /** The attempt came to nothing. */
    void failed(Failure failure) {
        if (over) {
            return;
        }
        if (attempt != null) {
            attempt.abandon();
        }
        long now = loop.ticker().now();
        if (failure.ofTarget()) {
            fault(failure, now);
        } else {
            letGo();
        }
        if (mayMove()) {
            long left = timers.total().toNanos() - (now - exchange.head().startedNanos());
            Move move = plan.after(failure.fault(), failure.retryAfterNanos(), now, left);
            if (!(move instanceof Move.Stop)) {
                if (first == null) {
                    first = failure;
                    exchange.leaves(word(failure));
                }
                tried(word(failure), now);
                if (recovery.hasBegun()) {
                    settleTokens(); // its caller has got them
                }
                attempt = null;
                follow(move, now);
                return;
            }
        }
        settleTokens();
        tried(word(failure), now);
        end(first == null ? failure : first);
    }

    /** The attempt that was to go on says something else: what broke off stays broken. */
    void contradicted(Failure failure) {
        if (attempt != null) {
            attempt.abandon();
        }
        letGo();
        settleTokens();
        end(first == null ? failure : first);
    }

    private void follow(Move move, long now) {
        switch (move) {
            case Move.Ask next -> {
                stopWaiting(now);
                askLater(next, now);
            }
            case Move.Wait wait -> await(wait.lines(), now);
            case Move.Stop _ -> noPlace("no target is left that could answer");
        }
    }

    private void await(List<Line> lines, long now) {
        if (place != null) {
            place.rejoin(lines);
        } else {
            Place next = new Place(this, now);
            exchange.waiting(now);
            if (!next.join(lines)) {
                noPlace("too many wait for them already");
                return;
            }
            place = next;
        }
        plan.callIfRoom(); // what became free meanwhile called nobody
    }

    /** A place became free, and it is this one's turn. */
    void placeFree(Place called) {
        called.arrived();
        if (called.equals(place)) {
            long now = loop.ticker().now();
            follow(plan.called(now), now);
        } else {
            plan.callIfRoom(); // left meanwhile: it is the next one's turn
        }
    }

    /** Others with a better right wait too, and they are too many. */
    void displaced(Place which) {
        if (which.equals(place)) {
            noPlace("others with a better right wait for them");
        }
    }

    private void stopWaiting(long now) {
        if (place != null) {
            place.leave();
            exchange.queued(now - place.since());
            place = null;
        }
    }

    private void noPlace(String why) {
        stopWaiting(loop.ticker().now());
        Failure none = Failure.unasked(new Refusal.Overloaded(
                "The targets of model '" + exchange.model().name() + "' are at their limits, and " + why
                        + "; try again.",
                Duration.ofSeconds(1 + Math.floorMod(exchange.head().id().hashCode(), 3))));
        end(first == null ? none : first);
    }

    private void askLater(Move.Ask next, long now) {
        if (next.afterNanos() <= 0) {
            ask(next.candidate(), now);
            return;
        }
        long then = now + next.afterNanos();
        asked = next.candidate();
        admitted = then;
        loop.later(Math.max(1, next.afterNanos() / 1_000_000), () -> {
            if (!over) {
                ask(next.candidate(), then);
            }
        });
    }

    /** The failure is the answer. */
    private void end(Failure failure) {
        finish();
        if (sink.committed()) {
            sink.breakOff(failure.refusal(), failure.event(dialect));
            return;
        }
        failure.answer()
                .ifPresentOrElse(
                        answer -> {
                            sink.headers().clear();
                            sink.headers().addAll(answer.headers());
                            sink.whole(answer.status(), answer.body());
                        },
                        () -> sink.refuse(failure.refusal()));
    }

    private static String word(Failure failure) {
        return failure.fault().name().toLowerCase(Locale.ROOT);
    }

    private void tried(String what, long now) {
        if (attempt != null) {
            exchange.tried(what, attempt.age(now));
        }
    }

    private void fault(Failure failure, long now) {
        if (asked != null) {
            asked.health().failed(admitted, now, failure.fault(), failure.retryAfterNanos());
            asked = null;
        }
    }

    /** Nothing more is wanted of the present target, which has done no wrong. */
    private void letGo() {
        if (asked != null) {
            asked.health().released(admitted);
            asked = null;
        }
    }

    /** The reply is handed over whole or to its end; nothing more will be sent. */
    void finish() {
        stopWaiting(loop.ticker().now());
        letGo();
        recovery.release();
        over = true;
        loop.ticker().remove(this);
    }

    /** Sends on a part of the body, and stops the source while the caller cannot take more. */
    void write(Buffer part, Runnable pause, Runnable resume) {
        lastWrite = loop.ticker().now();
        if (!sink.write(part)) {
            pausedSince = lastWrite;
            pause.run();
            sink.onDrain(() -> {
                pausedSince = -1;
                lastWrite = loop.ticker().now();
                if (!over) {
                    resume.run();
                }
            });
        }
    }

    @Override
    protected void tick(long now) {
        if (pausedSince >= 0) {
            if (now - pausedSince > timers.callerStall().toNanos()) {
                stalled();
            }
            return;
        }
        if (now - exchange.head().startedNanos() > timers.total().toNanos()) {
            Failure late = Failures.silent(target(), timers.total(), "answer", "total_timeout");
            if (attempt != null) {
                attempt.abandon();
                fault(late, now);
            }
            settleTokens();
            end(late);
            return;
        }
        if (attempt != null) {
            attempt.tick(now);
        }
        if (place != null) {
            tick(place, now);
        }
        if (!over && exchange.streams() && now - lastWrite > timers.heartbeat().toNanos()) {
            lastWrite = now;
            sink.heartbeat(Buffers.wrap(dialect.heartbeat()));
        }
    }

    private void tick(Place waiting, long now) {
        if (waiting.isOver(now)) {
            noPlace("none had a place within " + waiting.patience().toMillis() + " ms");
        } else {
            plan.callIfRoom();
        }
    }

    private Target target() {
        return exchange.sentTo().orElseGet(() -> exchange.model().targets().getFirst());
    }

    private void stalled() {
        letGo();
        if (attempt != null) {
            attempt.abandon();
        }
        settleTokens();
        finish();
        sink.breakOff(
                new Refusal.SlowRequest("The caller left the answer unread for "
                        + timers.callerStall().toSeconds() + " s."),
                Buffers.EMPTY);
    }

    private void ask(Candidate candidate, long at) {
        Target target = candidate.target();
        asked = candidate;
        admitted = at;
        heard = false;
        attempt = null;
        candidate.health().retryBudget().requested(at);
        switch (order.body()) {
            case RequestBody.Held held -> held.prepare(target, outbound -> begin(target, outbound), this::unsayable);
            case RequestBody.Passing passing
            when passing.outbound().isPresent() ->
                begin(target, passing.outbound().get());
            case RequestBody.Passing _ ->
                SameDialect.speech(operation(), target)
                        .ifPresentOrElse(
                                speech -> begin(target, SameDialect.passing(dialect, operation(), false, speech)),
                                () -> failed(Failures.unable(target, operation())));
        }
    }

    private static UnaryOperator<String> value(MultiMap headers) {
        return name -> {
            String value = headers.get(name);
            return value == null ? "" : value;
        };
    }

    private Operation operation() {
        return exchange.head().operation().orElseThrow();
    }

    private void begin(Target target, Outbound outbound) {
        if (over) {
            return;
        }
        switch (outbound) {
            case Outbound.Request request -> {
                exchange.attempting(target);
                if (plan.isPanic()) {
                    exchange.panics();
                }
                exchange.dropping(request.dropped());
                Attempt next = new Attempt(this, target, request, hasAlternative());
                attempt = next;
                next.open();
            }
            case Outbound.Answer answer -> {
                finish();
                sink.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
                sink.whole(200, Buffers.wrap(answer.body()));
            }
        }
    }

    /** What is asked for cannot be said to the target. */
    private void unsayable(RuntimeException failure) {
        if (failure instanceof RefusedException refused) {
            failed(Failure.unasked(refused.refusal()));
            return;
        }
        LOG.error("exchange {} could not be told to its target", exchange.head().id(), failure);
        failed(Failure.unasked(new Refusal.Internal("The gateway failed.")));
    }
}
