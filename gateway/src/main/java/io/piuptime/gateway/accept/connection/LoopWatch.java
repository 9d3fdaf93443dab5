package io.piuptime.gateway.accept.connection;

import io.piuptime.gateway.pressure.shed.Overload;
import io.piuptime.gateway.pressure.signal.LoopLag;
import io.piuptime.gateway.send.Ticker;
import java.util.concurrent.TimeUnit;

/** Tells how late one event loop is, and closes its idle connections when their files are needed. */
public final class LoopWatch extends Ticker.Item {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Overload overload;
    private final LoopLag.Beats beats;
    private final Connections connections;

    private long closedAt;

    /** Watches from the next tick on. */
    public LoopWatch(Overload overload, Ticker ticker, Connections connections) {
        this.overload = overload;
        this.beats = overload.lag().of(ticker.now());
        this.connections = connections;
        this.closedAt = ticker.now() - EVERY;
        ticker.add(this);
    }

    @Override
    protected void tick(long now) {
        beats.beat(now);
        if (overload.pressure().state().noDescriptors() && now - closedAt >= EVERY) {
            closedAt = now;
            connections.closeIdle();
        }
    }

    /** The loop ends. */
    public void over() {
        overload.lag().over(beats);
    }
}
