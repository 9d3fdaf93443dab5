package io.piuptime.gateway.send;

import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Refusals;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending of one exchange: attempts at its targets until one answers, under one deadline. Until the reply's head has
 * left, a failure moves on to the next target; afterwards it is told in the reply.
 */
public final class Sending extends Ticker.Item {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /** Requests sent upstream for one exchange, at most. */
    private static final int MAX_ATTEMPTS = 3;

    private final Loop loop;
    private final Exchange exchange;
    private final Dialect dialect;
    private final Order order;
    private final ReplySink sink;
    private final Timers timers;
    private final List<Target> targets;

    private int position;
    private @Nullable Attempt attempt;
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
        this.targets = exchange.model().targets();
        this.lastWrite = exchange.head().startedNanos();
    }

    /** Makes the first attempt. */
    public void start() {
        loop.ticker().add(this);
        attemptNext();
    }

    /** The caller has left: nothing more is wanted from any target. */
    public void cancel() {
        finish();
        if (attempt != null) {
            attempt.abandon();
        }
    }

    /** Ends the exchange although its target would go on. */
    public void breakOff(Refusal refusal) {
        position = targets.size();
        failed(refusal);
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

    boolean isOver() {
        return over;
    }

    /** Whether another target is left to try. */
    boolean hasAlternative() {
        return !sink.committed()
                && order.body().repeatable()
                && position < targets.size()
                && exchange.attempts() < MAX_ATTEMPTS;
    }

    /** The attempt came to nothing. */
    void failed(Refusal refusal) {
        if (over) {
            return;
        }
        if (attempt != null) {
            attempt.abandon();
        }
        if (hasAlternative()) {
            attemptNext();
            return;
        }
        settleTokens();
        finish();
        if (sink.committed()) {
            sink.breakOff(refusal, errorEvent(refusal));
        } else {
            sink.refuse(refusal);
        }
    }

    /** The reply is handed over whole or to its end; nothing more will be sent. */
    void finish() {
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
            breakOff(timeout("answer", "total_timeout", timers.total()));
            return;
        }
        if (attempt != null) {
            attempt.tick(now);
        }
        if (!over && exchange.streams() && now - lastWrite > timers.heartbeat().toNanos()) {
            lastWrite = now;
            sink.heartbeat(Buffers.wrap(dialect.heartbeat()));
        }
    }

    Refusal timeout(String waitingFor, String code, Duration limit) {
        return Failures.silent(target(), limit, waitingFor, code);
    }

    private Target target() {
        return targets.get(Math.max(0, Math.min(position, targets.size()) - 1));
    }

    private void stalled() {
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

    private void attemptNext() {
        Target target = targets.get(position++);
        attempt = null;
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
            failed(refused.refusal());
            return;
        }
        LOG.error("exchange {} could not be told to its target", exchange.head().id(), failure);
        failed(new Refusal.Internal("The gateway failed."));
    }

    private Buffer errorEvent(Refusal refusal) {
        return Buffers.wrap(dialect.errorEvent(Refusals.facts(refusal)));
    }
}
