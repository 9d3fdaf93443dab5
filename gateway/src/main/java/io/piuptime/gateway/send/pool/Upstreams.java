package io.piuptime.gateway.send.pool;

import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop to providers, pooled by the way they are made. One pool a loop, so that a reply never
 * changes threads. All methods run on the loop.
 */
public final class Upstreams {
    /** Shorter than the idle timeout of the usual load balancer, so that we close first. */
    private static final int IDLE_SECONDS = 55;

    private static final int LIFETIME_MINUTES = 30;
    private static final int HEADER_BYTES = 64 << 10;

    private final Vertx vertx;
    private final int loops;
    private final CheckedHosts hosts;
    private final Executor away;
    private final Map<Way, Pool> pools = new HashMap<>();
    private final IdentityHashMap<Provider, Known> lastAsked = new IdentityHashMap<>();
    /** Connections on which nothing was sent yet: a failure on any other may be that of a stale one. */
    private final Set<HttpConnection> unused = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What makes two connections different kinds. */
    private record Way(Provider.Connection connection, boolean secure, Duration handshake) {
        static Way to(Provider provider, Timers timers) {
            return new Way(
                    provider.connection(), "https".equals(provider.baseUrl().getScheme()), timers.handshake());
        }
    }

    /** The client that a provider was given last: comparing two references is cheaper than hashing how they connect. */
    private record Known(Timers timers, Pool pool) {
        @SuppressWarnings("ReferenceEquality") // equal but not same ones take the longer way to the same client
        boolean isFor(Timers asked) {
            return timers == asked;
        }
    }

    /**
     * Connections of the loop that calls.
     *
     * @param loops how many loops share the limits of a provider's pool
     * @param hosts where connections to guarded hosts go
     * @param away threads that may wait
     */
    public Upstreams(Vertx vertx, int loops, CheckedHosts hosts, Executor away) {
        this.vertx = vertx;
        this.loops = loops;
        this.hosts = hosts;
        this.away = away;
    }

    public Pool to(Provider provider, Timers timers) {
        Known known = lastAsked.get(provider);
        if (known != null && known.isFor(timers)) {
            return known.pool();
        }
        Pool pool = pools.computeIfAbsent(Way.to(provider, timers), this::pool);
        lastAsked.put(provider, new Known(timers, pool));
        return pool;
    }

    /** Whether this is the first request on a connection. Asked once a request. */
    public boolean firstOn(HttpConnection connection) {
        return unused.remove(connection);
    }

    /** Closes the pools that no model needs any more, once their exchanges have ended. */
    public void retain(Collection<Provider> providers, Collection<Timers> timers) {
        lastAsked.clear();
        Set<Way> needed = new HashSet<>();
        for (Provider provider : providers) {
            for (Timers timer : timers) {
                needed.add(Way.to(provider, timer));
            }
        }
        pools.entrySet().removeIf(entry -> {
            boolean idle = !needed.contains(entry.getKey());
            if (idle) {
                entry.getValue().retire();
            }
            return idle;
        });
    }

    public void close() {
        pools.values().forEach(Pool::close);
        pools.clear();
    }

    private Pool pool(Way way) {
        return new Pool(
                vertx, client(way), way.connection().egress().map(rules -> new Pins(vertx, hosts, away, rules)));
    }

    private HttpClientAgent client(Way way) {
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxChunkSize(64 << 10)
                .setDecompressionSupported(false)
                .setSslHandshakeTimeout(way.handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setVerifyHost(true)
                .setTrustAll(false);
        if (way.secure()) {
            options.setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
        }
        way.connection().caFile().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        way.connection().proxy().ifPresent(proxy -> options.setProxyOptions(proxyOptions(proxy)));
        int pool = share(way.connection().pool());
        PoolOptions sizes = new PoolOptions()
                .setHttp1MaxSize(pool)
                .setHttp2MaxSize(Math.max(1, pool / 32))
                .setMaxWaitQueueSize(share(way.connection().waiting()))
                .setMaxLifetime(LIFETIME_MINUTES)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
        return vertx.httpClientBuilder()
                .with(options)
                .with(sizes)
                .withConnectHandler(connection -> {
                    unused.add(connection);
                    connection.closeHandler(_ -> unused.remove(connection));
                })
                .build();
    }

    private int share(int all) {
        return Math.max(1, all / loops);
    }

    private static ProxyOptions proxyOptions(URI proxy) {
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(proxy.getHost())
                .setPort(proxy.getPort() < 0 ? 3128 : proxy.getPort());
        String user = proxy.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            options.setUsername(colon < 0 ? user : user.substring(0, colon));
            options.setPassword(colon < 0 ? "" : user.substring(colon + 1));
        }
        return options;
    }
}
