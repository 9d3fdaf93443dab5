package io.piuptime.gateway.accept;

import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Snapshots;
import io.piuptime.gateway.Way;
import io.piuptime.gateway.accept.head.ExchangeIds;
import io.piuptime.gateway.accept.head.RequestHead;
import io.piuptime.gateway.accept.repeat.Answers;
import io.piuptime.gateway.authorize.owned.ObjectCalls;
import io.piuptime.gateway.authorize.owned.References;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.budget.money.pay.Paying;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.load.Engines;
import io.piuptime.gateway.send.Loop;
import io.piuptime.gateway.sign.Signer;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.gateway.translate.Direct;
import io.piuptime.gateway.translate.Translator;
import io.piuptime.model.exchange.Operation;
import io.piuptime.observe.TraceContext;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** What all event loops of the data listener share. */
public final class DataPlane {
    private final Vertx vertx;
    private final Parts parts;
    private final BooleanSupplier draining;
    private final BooleanSupplier full;
    private final ExchangeIds ids;
    private final ExchangeRunner runner;
    private final ModelList modelList;
    private final Direct direct;
    private final References references;

    /**
     * What the data plane is made of.
     *
     * @param answers that were asked for with an idempotency key
     * @param hosts where connections to guarded hosts go
     * @param spoolFolder where the beginnings of large multipart bodies are kept for a while
     * @param heavy a bounded pool for computing
     * @param waiting virtual threads for waiting
     * @param paying says what exchanges have to pay from
     */
    public record Parts(
            Snapshots snapshots,
            Way way,
            Dialects dialects,
            Translator translator,
            Signer signer,
            CheckedHosts hosts,
            ObjectCalls objects,
            Answers answers,
            Health health,
            Engines engines,
            Path spoolFolder,
            Executor heavy,
            Executor waiting,
            Paying paying,
            InstantSource clock,
            RandomGenerator random) {}

    DataPlane(Vertx vertx, Parts parts, BooleanSupplier draining, BooleanSupplier full) {
        this.vertx = vertx;
        this.parts = parts;
        this.draining = draining;
        this.full = full;
        this.ids = new ExchangeIds(parts.clock(), parts.random());
        this.runner = new ExchangeRunner(parts.heavy(), parts.waiting());
        this.modelList = new ModelList(parts.dialects());
        this.direct = new Direct(parts.dialects());
        this.references = new References(parts.objects());
    }

    Engines engines() {
        return parts.engines();
    }

    /** A new exchange for a head that was read at a moment in monotonic nanoseconds. */
    Exchange open(RequestHead head, String path, long nanos) {
        Instant startedAt = parts.clock().instant();
        Optional<String> key = head.key();
        TraceContext trace = head.header("traceparent")
                .flatMap(parent ->
                        TraceContext.parse(parent, head.header("tracestate").orElse("")))
                .orElseGet(() -> TraceContext.start(parts.random()));
        return new Exchange(
                new Exchange.Head(
                        ids.next(startedAt),
                        startedAt,
                        nanos,
                        head.method(),
                        path,
                        Operation.at(path),
                        key,
                        head.address(),
                        head.priority(),
                        trace,
                        head.tags()),
                parts.snapshots().current());
    }

    /** The trace context that goes on with an exchange. */
    String traceparent(Exchange exchange) {
        return exchange.head().trace().child(parts.random()).traceparent();
    }

    Vertx vertx() {
        return vertx;
    }

    Way way() {
        return parts.way();
    }

    /** The dialect of whoever asks at a path. */
    Dialect dialect(String path) {
        return parts.dialects().of(Operation.at(path), path);
    }

    /** What all loops send with. */
    Loop.Means means(int loops, ByteBudget buffers) {
        return new Loop.Means(loops, buffers, parts.signer(), parts.waiting(), parts.hosts(), parts.paying());
    }

    /** Threads that may wait. */
    Executor waiting() {
        return parts.waiting();
    }

    Translator translator() {
        return parts.translator();
    }

    Health health() {
        return parts.health();
    }

    Snapshots snapshots() {
        return parts.snapshots();
    }

    Path spoolFolder() {
        return parts.spoolFolder();
    }

    ExchangeRunner runner() {
        return runner;
    }

    ModelList modelList() {
        return modelList;
    }

    /** Makes requests to providers themselves. */
    Direct direct() {
        return direct;
    }

    ObjectCalls objects() {
        return parts.objects();
    }

    Answers answers() {
        return parts.answers();
    }

    References references() {
        return references;
    }

    BooleanSupplier draining() {
        return draining;
    }

    /** Whether there is no room for connections that nobody uses. */
    BooleanSupplier full() {
        return full;
    }
}
