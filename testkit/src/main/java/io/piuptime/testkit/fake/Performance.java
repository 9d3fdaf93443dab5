package io.piuptime.testkit.fake;

import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Play;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;

/** One play performed on one request; on the request's event loop only. */
final class Performance {
    private static final long INTERNAL_ERROR = 2;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Received received;
    private final Play play;
    private final Iterator<Buffer> pieces;

    Performance(Vertx vertx, HttpServerRequest request, Received received, Play play) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.received = received;
        this.play = play;
        this.pieces = play.pieces().iterator();
    }

    void start() {
        after(play.delay(), this::begin);
    }

    private void begin() {
        switch (play.head()) {
            case NOTHING -> end();
            case RAW -> raw();
            case HEAD -> head();
        }
    }

    private void raw() {
        Buffer all = Buffer.buffer();
        pieces.forEachRemaining(all::appendBuffer);
        Wire.write(request.connection(), all, this::end);
    }

    private void head() {
        response.setStatusCode(play.status());
        boolean framed = play.status() == 204 || play.status() == 304;
        for (Header header : play.headers()) {
            String name = header.name();
            response.headers().add(isHttp1() ? name : name.toLowerCase(Locale.ROOT), header.value());
            framed = framed || name.equalsIgnoreCase("content-length") || name.equalsIgnoreCase("transfer-encoding");
        }
        if (!framed) {
            response.setChunked(true);
        }
        if (play.ending() == Ending.COMPLETE && play.pieces().size() <= 1) {
            response.end(pieces.hasNext() ? pieces.next() : Buffer.buffer());
            received.answered();
            return;
        }
        response.writeHead().onComplete(written -> next());
    }

    private void next() {
        while (!received.isClosed()) {
            if (!pieces.hasNext()) {
                end();
                return;
            }
            Buffer piece = pieces.next();
            var written = response.write(piece);
            if (!pieces.hasNext()) {
                written.onComplete(flushed -> end());
                return;
            }
            if (!play.gap().isZero()) {
                after(play.gap(), this::next);
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> next());
                return;
            }
        }
    }

    private void end() {
        received.answered();
        switch (play.ending()) {
            case HANG -> {}
            case FIN -> Wire.finish(request.connection());
            case RST -> reset();
            case COMPLETE -> {
                if (play.head() == Play.Start.HEAD && !received.isClosed()) {
                    response.end();
                }
            }
        }
    }

    private void reset() {
        if (isHttp1()) {
            Wire.reset(request.connection());
        } else {
            response.reset(INTERNAL_ERROR);
        }
    }

    private boolean isHttp1() {
        return request.version() != HttpVersion.HTTP_2;
    }

    private void after(Duration delay, Runnable then) {
        if (delay.isZero()) {
            then.run();
        } else {
            vertx.setTimer(Math.max(1, delay.toMillis()), fired -> then.run());
        }
    }
}
