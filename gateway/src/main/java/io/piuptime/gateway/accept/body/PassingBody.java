package io.piuptime.gateway.accept.body;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.send.RequestBody;
import io.piuptime.gateway.send.Ticker;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A multipart body that passes through: it is read until the model's name is found, in memory for a start and on disk if a
 * file comes first, and from there on goes straight to the target.
 */
public final class PassingBody extends Ticker.Item implements RequestBody.Passing {
    private final HttpServerRequest request;
    private final Ticker ticker;
    private final Limits limits;
    private final Spool spool;
    private final Dialect.MultipartReader reader;
    private final Pace pace;
    private final LongConsumer counted;

    private Consumer<RequestFacts> found = _ -> {};
    private Consumer<Refusal> refused = _ -> {};
    private Optional<RequestFacts> facts = Optional.empty();
    private long size;
    private boolean ended;
    private boolean over;
    private Promise<Void> passed = Promise.promise();

    public PassingBody(
            HttpServerRequest request,
            Ticker ticker,
            Limits limits,
            Spool spool,
            Dialect.MultipartReader reader,
            Pace pace,
            LongConsumer counted) {
        this.request = request;
        this.ticker = ticker;
        this.limits = limits;
        this.spool = spool;
        this.reader = reader;
        this.pace = pace;
        this.counted = counted;
    }

    /** Reads until the model is known. */
    public void read(Consumer<RequestFacts> whenFound, Consumer<Refusal> whenRefused) {
        found = whenFound;
        refused = whenRefused;
        long announced = HeldBody.announced(request);
        if (announced > limits.streamedBody()) {
            refuse(tooLarge(announced));
            return;
        }
        ticker.add(this);
        request.handler(this::chunk);
        request.endHandler(_ -> end());
        request.exceptionHandler(failure -> passed.tryFail(failure));
    }

    /** Lets go of whatever is still held. */
    public void release() {
        over = true;
        ticker.remove(this);
        spool.close();
    }

    @Override
    public long length(Target target) {
        long announced = ended ? size : HeldBody.announced(request);
        return announced < 0 ? -1 : announced + change(target);
    }

    @Override
    public Future<Void> sendTo(HttpClientRequest upstream, Target target) {
        RequestFacts known = facts.orElseThrow();
        Bytes name = Bytes.utf8(target.upstreamModel());
        Future<Void> beginning = spool.sendRange(upstream, 0, known.modelFrom())
                .compose(_ -> name.length() == 0 ? Future.succeededFuture() : upstream.write(Buffers.wrap(name)))
                .compose(_ -> spool.sendRange(upstream, known.modelTo(), spool.size()));
        return beginning.compose(_ -> sendRest(upstream));
    }

    @Override
    protected void tick(long now) {
        if (!ended) {
            pace.late(now, size).ifPresent(this::refuse);
        }
    }

    private int change(Target target) {
        RequestFacts known = facts.orElseThrow();
        return Bytes.utf8(target.upstreamModel()).length() - (known.modelTo() - known.modelFrom());
    }

    private Future<Void> sendRest(HttpClientRequest upstream) {
        spool.close();
        if (ended) {
            ticker.remove(this);
            return upstream.end();
        }
        request.handler(buffer -> {
            if (count(buffer) && stillClear(buffer)) {
                upstream.write(buffer).onFailure(passed::tryFail);
                if (upstream.writeQueueFull()) {
                    request.pause();
                    upstream.drainHandler(_ -> request.resume());
                }
            }
        });
        request.endHandler(_ -> {
            ended = true;
            ticker.remove(this);
            upstream.end().onComplete(passed);
        });
        request.resume();
        return passed.future();
    }

    private void chunk(Buffer buffer) {
        if (over || !count(buffer)) {
            return;
        }
        request.pause();
        spool.append(buffer)
                .onComplete(
                        _ -> inspect(Buffers.bytes(buffer), false),
                        failure -> refuse(new Refusal.Internal("The request could not be kept on disk.")));
    }

    private void end() {
        ended = true;
        if (facts.isEmpty() && !over) {
            inspect(Bytes.EMPTY, true);
        }
    }

    private void inspect(Bytes next, boolean last) {
        if (over) {
            return;
        }
        try {
            facts = reader.read(next, last);
        } catch (RefusedException e) {
            refuse(e.refusal());
            return;
        }
        if (facts.isPresent()) {
            found.accept(facts.get());
        } else {
            request.resume();
        }
    }

    /** Reads on after the model is known: a second one, which a provider might prefer, must not slip through. */
    private boolean stillClear(Buffer buffer) {
        try {
            reader.read(Buffers.bytes(buffer), false);
            return true;
        } catch (RefusedException e) {
            refuse(e.refusal());
            return false;
        }
    }

    private boolean count(Buffer buffer) {
        size += buffer.length();
        counted.accept(buffer.length());
        if (size <= limits.streamedBody()) {
            return true;
        }
        refuse(tooLarge(size));
        return false;
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            release();
            // told first: the sending hears of it as a failure of its own otherwise
            refused.accept(refusal);
            passed.tryFail(new RefusedException(refusal));
        }
    }

    private Refusal tooLarge(long bytes) {
        return new Refusal.TooLarge("body: " + bytes + " bytes (expected: at most " + limits.streamedBody() + ")");
    }
}
