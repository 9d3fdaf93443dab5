package io.piuptime.gateway.send;

import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.function.LongSupplier;

/** What belongs to one event loop: its deadlines and its connections. All methods run on the loop. */
public final class Loop {
    private final Ticker ticker;
    private final Upstreams upstreams;
    private final ByteBudget buffers;
    private final long timer;
    private final Vertx vertx;

    /**
     * Starts on the loop that calls.
     *
     * @param loops how many loops share the limits of a provider's pool
     */
    public Loop(Vertx vertx, int loops, ByteBudget buffers, LongSupplier nanos) {
        this.vertx = vertx;
        this.ticker = new Ticker(nanos);
        this.upstreams = new Upstreams(vertx, loops);
        this.buffers = buffers;
        this.timer = vertx.setPeriodic(Ticker.PERIOD_MILLIS, _ -> ticker.tick());
    }

    public Ticker ticker() {
        return ticker;
    }

    public ByteBudget buffers() {
        return buffers;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    /** Runs once on the loop, after a while. */
    public void later(long millis, Runnable task) {
        vertx.setTimer(millis, _ -> task.run());
    }

    /** Runs once on the loop, after what is under way now. */
    public void soon(Runnable task) {
        vertx.runOnContext(_ -> task.run());
    }

    /** Lets go of connections that the new configuration has no use for. */
    public void swapped(Collection<Provider> providers, Collection<Timers> timers) {
        upstreams.retain(providers, timers);
    }

    public void close() {
        vertx.cancelTimer(timer);
        upstreams.close();
    }
}
