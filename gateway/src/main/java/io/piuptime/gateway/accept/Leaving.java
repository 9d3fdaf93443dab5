package io.piuptime.gateway.accept;

import io.piuptime.gateway.accept.connection.CallerConnection;
import io.piuptime.gateway.send.Loop;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/** What becomes of a connection when a reply on it is over. */
final class Leaving implements CallerReply.Leave {
    /** How long a caller that still sends may read its refusal before the connection closes under it. */
    private static final long LINGER_MILLIS = 1000;

    private final HttpServerRequest request;
    private final CallerConnection connection;
    private final BooleanSupplier draining;
    private final Loop loop;

    Leaving(HttpServerRequest request, CallerConnection connection, BooleanSupplier draining, Loop loop) {
        this.request = request;
        this.connection = connection;
        this.draining = draining;
        this.loop = loop;
    }

    @Override
    public boolean closes() {
        return draining.getAsBoolean();
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
