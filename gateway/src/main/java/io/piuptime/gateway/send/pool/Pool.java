package io.piuptime.gateway.send.pool;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The connections of one kind. A retired one takes no new requests and ends when those that wait have their connection. */
public final class Pool {
    private static final int LONGEST_EXCHANGE_MINUTES = 10;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Optional<Pins> pins;
    private int waiting;
    private boolean retired;

    /**
     * Connections of one client.
     *
     * @param pins where connections to guarded hosts go; empty if the hosts are not guarded
     */
    Pool(Vertx vertx, HttpClientAgent client, Optional<Pins> pins) {
        this.vertx = vertx;
        this.client = client;
        this.pins = pins;
    }

    /** A request on a connection of its own, once there is one. */
    public Future<HttpClientRequest> request(RequestOptions options) {
        waiting++;
        return requested(options).onComplete(_ -> {
            waiting--;
            if (retired) {
                // not before whoever waited has taken the connection into use
                vertx.runOnContext(_ -> endIfUnused());
            }
        });
    }

    private Future<HttpClientRequest> requested(RequestOptions options) {
        if (pins.isEmpty()) {
            return client.request(options);
        }
        Pins checked = pins.get();
        return checked.pin(options).compose(client::request).onFailure(failure -> checked.failed(options, failure));
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
