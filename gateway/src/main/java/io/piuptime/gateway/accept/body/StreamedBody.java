package io.piuptime.gateway.accept.body;

import io.piuptime.gateway.Limits;
import io.piuptime.gateway.send.RequestBody;
import io.piuptime.gateway.send.Ticker;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A body that nobody here reads: it goes straight to its target, if there is one at all. */
public final class StreamedBody extends Ticker.Item implements RequestBody.Passing {
    private static final Set<String> USUALLY_BARE = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

    private final HttpServerRequest request;
    private final Ticker ticker;
    private final Limits limits;
    private final Outbound.Request outbound;
    private final Consumer<Refusal> refused;
    private final LongConsumer counted;

    private final Promise<Void> passed = Promise.promise();
    private final boolean bare;
    private Optional<Pace> pace = Optional.empty();
    private long size;
    private boolean over;

    /** Takes the body of a request, which is to be paused, for what is sent out. */
    public StreamedBody(
            HttpServerRequest request,
            Ticker ticker,
            Limits limits,
            Outbound.Request outbound,
            Consumer<Refusal> refused,
            LongConsumer counted) {
        this.request = request;
        this.ticker = ticker;
        this.limits = limits;
        this.outbound = outbound;
        this.refused = refused;
        this.counted = counted;
        this.bare = isBare(request);
    }

    /**
     * Refuses a body that is announced to be too large.
     *
     * @throws RefusedException when it is
     */
    public void check() {
        if (HeldBody.announced(request) > limits.streamedBody()) {
            throw new RefusedException(tooLarge(HeldBody.announced(request)));
        }
    }

    /** Lets go of the request. */
    public void release() {
        over = true;
        ticker.remove(this);
    }

    @Override
    public boolean repeatable() {
        return bare;
    }

    @Override
    public Optional<Outbound.Request> outbound() {
        return Optional.of(outbound);
    }

    @Override
    public long length(Target target) {
        return bare ? 0 : HeldBody.announced(request);
    }

    @Override
    public Future<Void> sendTo(HttpClientRequest upstream, Target target) {
        if (bare) {
            request.resume();
            return upstream.end();
        }
        pace = Optional.of(Pace.ofPassingBody(ticker.now(), limits.arrival()));
        ticker.add(this);
        request.handler(buffer -> {
            if (count(buffer)) {
                upstream.write(buffer).onFailure(passed::tryFail);
                if (upstream.writeQueueFull()) {
                    request.pause();
                    upstream.drainHandler(_ -> request.resume());
                }
            }
        });
        request.exceptionHandler(passed::tryFail);
        request.endHandler(_ -> {
            release();
            upstream.end().onComplete(passed);
        });
        request.resume();
        return passed.future();
    }

    @Override
    protected void tick(long now) {
        pace.flatMap(expected -> expected.late(now, size)).ifPresent(this::refuse);
    }

    private boolean count(Buffer buffer) {
        if (over) {
            return false;
        }
        size += buffer.length();
        counted.accept(buffer.length());
        if (size <= limits.streamedBody()) {
            return true;
        }
        refuse(tooLarge(size));
        return false;
    }

    private void refuse(Refusal refusal) {
        release();
        // told first: the sending hears of it as a failure of its own otherwise
        refused.accept(refusal);
        passed.tryFail(new RefusedException(refusal));
    }

    private Refusal tooLarge(long bytes) {
        return new Refusal.TooLarge("body: " + bytes + " bytes (expected: at most " + limits.streamedBody() + ")");
    }

    /** HTTP/1 says whether a body follows; HTTP/2 need not, and what usually has none has none then. */
    private static boolean isBare(HttpServerRequest request) {
        long announced = HeldBody.announced(request);
        if (announced >= 0 || request.headers().contains("transfer-encoding")) {
            return announced == 0;
        }
        return request.version() != HttpVersion.HTTP_2
                || request.isEnded()
                || USUALLY_BARE.contains(request.method().name());
    }
}
