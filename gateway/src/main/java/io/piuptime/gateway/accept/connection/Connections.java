package io.piuptime.gateway.accept.connection;

import io.piuptime.gateway.send.Ticker;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** The open connections from callers on one event loop. All methods run on the loop. */
public final class Connections {
    private static final Duration HEAD_TIME = Duration.ofSeconds(10);
    private static final Duration IDLE_TIME = Duration.ofSeconds(75);

    private final Ticker ticker;
    private final AtomicInteger openOnAllLoops;
    private final IntSupplier limit;
    private final IdentityHashMap<HttpConnection, CallerConnection> open = new IdentityHashMap<>();

    public Connections(Ticker ticker, AtomicInteger openOnAllLoops, IntSupplier limit) {
        this.ticker = ticker;
        this.openOnAllLoops = openOnAllLoops;
        this.limit = limit;
    }

    /** Takes a new connection in, or closes it when there are too many. */
    public void opened(HttpConnection connection) {
        if (openOnAllLoops.incrementAndGet() > limit.getAsInt()) {
            connection.closeHandler(_ -> openOnAllLoops.decrementAndGet());
            connection.close();
            return;
        }
        CallerConnection watched = new CallerConnection(connection, ticker, HEAD_TIME, IDLE_TIME);
        open.put(connection, watched);
        connection.closeHandler(_ -> {
            openOnAllLoops.decrementAndGet();
            open.remove(connection);
            watched.closed();
        });
        watched.watch();
    }

    public CallerConnection of(HttpConnection connection) {
        CallerConnection known = open.get(connection);
        if (known == null) {
            throw new IllegalStateException("a request came on a connection that was not opened");
        }
        return known;
    }

    /** Closes the connections that wait for a request. */
    public void closeIdle() {
        for (CallerConnection connection : new ArrayList<>(open.values())) {
            if (connection.isIdle()) {
                connection.connection().close();
            }
        }
    }
}
