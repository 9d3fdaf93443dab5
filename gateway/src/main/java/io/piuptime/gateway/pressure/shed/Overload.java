package io.piuptime.gateway.pressure.shed;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.pressure.Pressure;
import io.piuptime.gateway.pressure.Watch;
import io.piuptime.gateway.pressure.signal.LoopLag;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.Meters;
import io.piuptime.observe.Watched;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What protects this process from more work than it can do: its pressure, and all that acts on it. */
public final class Overload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Overload.class);
    private static final long TICK_MILLIS = 250;

    private final Pressure pressure;
    private final Sheds sheds = new Sheds();
    private final LoopLag lag;
    private final Shedding shedding;
    private final Bulkhead bulkhead;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-pressure").factory());

    /**
     * Begins at green; nothing is watched before {@link #start}.
     *
     * @param lag told by the event loops
     * @param watches made at the first tick
     */
    public Overload(LongSupplier nanos, LoopLag lag, Supplier<List<Watch>> watches) {
        this.lag = requireNonNull(lag, "lag");
        this.pressure = new Pressure(nanos, watches);
        this.shedding = new Shedding(pressure, sheds);
        this.bulkhead = new Bulkhead(sheds);
    }

    /** Watches from now on. */
    public void start() {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public Pressure pressure() {
        return pressure;
    }

    public Sheds sheds() {
        return sheds;
    }

    public LoopLag lag() {
        return lag;
    }

    /** Comes right after authentication. */
    public Shedding shedding() {
        return shedding;
    }

    /** Comes right after routing. */
    public Bulkhead bulkhead() {
        return bulkhead;
    }

    /** The same events, fewer under pressure. */
    public AccessEvents quiet(AccessEvents events) {
        return new QuietEvents(events, pressure);
    }

    public void watch(Meters meters) {
        meters.watch(Watched.PRESSURE, () -> pressure.level().degree());
        for (Shed each : Shed.values()) {
            meters.watch(Watched.SHED, "reason", each.label(), () -> sheds.total(each));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void tick() {
        try {
            pressure.tick();
        } catch (RuntimeException e) {
            // a scheduler forgets a task that throws, and nobody would watch any more
            LOG.error("the pressure cannot be told", e);
        }
    }
}
