package io.piuptime.gateway.accept;

import io.piuptime.gateway.accept.connection.CallerConnection;
import io.piuptime.gateway.send.Loop;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.BooleanSupplier;

/** What becomes of a connection when a reply on it is over. */
final class Leaving implements CallerReply.Leave {
    /** How long a caller that still sends may read its refusal before the connection closes under it. */
    private static final long LINGER_MILLIS = 1000;

    private final HttpServerRequest request;
    private final CallerConnection connection;
    private final BooleanSupplier draining;
    private final BooleanSupplier full;
    private final Loop loop;

    /**
     * For one reply.
     *
     * @param draining whether the process is about to end
     * @param full whether connections are to be given up as soon as nothing is under way on them
     */
    Leaving(
            HttpServerRequest request,
            CallerConnection connection,
            BooleanSupplier draining,
            BooleanSupplier full,
            Loop loop) {
        this.request = request;
        this.connection = connection;
        this.draining = draining;
        this.full = full;
        this.loop = loop;
    }

    @Override
    public boolean closes() {
        // on HTTP/2 others may still be answered on this connection
        return draining.getAsBoolean() || (full.getAsBoolean() && request.version() != HttpVersion.HTTP_2);
    }

    @Override
    public void cut() {
        connection.close();
    }

    @Override
    public void over(boolean close) {
        connection.done();
        if (!request.isEnded()) {
            // what still comes is read and dropped: a reset now could swallow the answer on its way
            request.handler(_ -> {});
            request.resume();
        }
        if (close) {
            if (request.isEnded()) {
                loop.soon(connection::close);
            } else {
                loop.later(LINGER_MILLIS, connection::close);
            }
        }
    }
}
