package io.piuptime.gateway.send.pool;

import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.ForbiddenAddressException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Binds requests to addresses that were checked: the client connects there and asks no name server, while the name stays what
 * TLS verifies and what the request says.
 */
public final class Pins {
    private final Vertx vertx;
    private final CheckedHosts hosts;
    private final Executor away;
    private final Egress rules;

    /**
     * Pins by rules.
     *
     * @param away threads that may wait
     */
    public Pins(Vertx vertx, CheckedHosts hosts, Executor away, Egress rules) {
        this.vertx = vertx;
        this.hosts = hosts;
        this.away = away;
        this.rules = rules;
    }

    /** The same request, which can go nowhere but to a checked address; fails if there is none. */
    public Future<RequestOptions> pin(RequestOptions options) {
        try {
            Optional<InetAddress> known = hosts.known(rules, options.getHost());
            return known.isPresent() ? Future.succeededFuture(pinned(options, known.get())) : looked(options);
        } catch (ForbiddenAddressException e) {
            return Future.failedFuture(e);
        }
    }

    /** A request did not come about: if the address did not answer, another is next. */
    void failed(RequestOptions options, Throwable failure) {
        if (failure instanceof ConnectException) {
            hosts.failed(rules, options.getHost());
        }
    }

    private Future<RequestOptions> looked(RequestOptions options) {
        Promise<RequestOptions> promise = Promise.promise();
        var context = vertx.getOrCreateContext();
        away.execute(() -> {
            try {
                InetAddress found = hosts.find(rules, options.getHost());
                context.runOnContext(_ -> promise.complete(pinned(options, found)));
            } catch (UnknownHostException | RuntimeException e) {
                context.runOnContext(_ -> promise.fail(e));
            }
        });
        return promise.future();
    }

    private static RequestOptions pinned(RequestOptions options, InetAddress address) {
        return options.setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(options.getPort(), address.getHostAddress()));
    }
}
