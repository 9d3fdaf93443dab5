package io.piuptime.gateway.accept.connection;

import io.piuptime.gateway.Limits;
import io.piuptime.gateway.pressure.shed.Shed;
import io.piuptime.gateway.pressure.shed.Sheds;
import io.piuptime.gateway.send.Ticker;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The open connections from callers on one event loop. All methods run on the loop. */
public final class Connections {
    private final Ticker ticker;
    private final AtomicInteger openOnAllLoops;
    private final Supplier<Limits> limits;
    private final Sheds sheds;
    private final IdentityHashMap<HttpConnection, CallerConnection> open = new IdentityHashMap<>();

    public Connections(Ticker ticker, AtomicInteger openOnAllLoops, Supplier<Limits> limits, Sheds sheds) {
        this.ticker = ticker;
        this.openOnAllLoops = openOnAllLoops;
        this.limits = limits;
        this.sheds = sheds;
    }

    /** Takes a new connection in, or closes it when there are too many. */
    public void opened(HttpConnection connection) {
        if (openOnAllLoops.incrementAndGet() > limits.get().connections()) {
            sheds.count(Shed.CONNECTION);
            connection.closeHandler(_ -> openOnAllLoops.decrementAndGet());
            connection.close();
            return;
        }
        CallerConnection watched =
                new CallerConnection(connection, ticker, limits.get().arrival());
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
                connection.close();
            }
        }
    }
}
