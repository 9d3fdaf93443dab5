package io.piuptime.gateway.send.pool;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/** The connections of one kind. A retired one takes no new requests and ends when those that wait have their connection. */
public final class Pool {
    private static final int LONGEST_EXCHANGE_MINUTES = 10;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private int waiting;
    private boolean retired;

    Pool(Vertx vertx, HttpClientAgent client) {
        this.vertx = vertx;
        this.client = client;
    }

    /** A request on a connection of its own, once there is one. */
    public Future<HttpClientRequest> request(RequestOptions options) {
        waiting++;
        return client.request(options).onComplete(_ -> {
            waiting--;
            if (retired) {
                // not before whoever waited has taken the connection into use
                vertx.runOnContext(_ -> endIfUnused());
            }
        });
    }

    /** Ends as soon as that breaks nothing off. */
    void retire() {
        retired = true;
        endIfUnused();
    }

    void close() {
        client.close();
    }

    private void endIfUnused() {
        if (retired && waiting == 0) {
            client.shutdown(LONGEST_EXCHANGE_MINUTES, TimeUnit.MINUTES);
        }
    }
}
