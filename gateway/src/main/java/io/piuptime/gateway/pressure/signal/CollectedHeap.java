package io.piuptime.gateway.pressure.signal;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.pressure.Signal;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The part of a pool of the heap that was in use after its last collection. It counts for a while only: who refuses work
 * allocates little, no collection shows that there is room again, and what was true once would be held against callers for ever.
 */
public final class CollectedHeap implements Signal {
    /** So long a collection counts. A heap that is really full is collected much more often. */
    static final Duration COUNTS = Duration.ofSeconds(15);

    private final Supplier<Optional<MemoryUsage>> afterCollection;
    private final long most;

    private long lastUsed = -1;
    private long since;

    /**
     * Begins with nothing known.
     *
     * @param afterCollection of the pool
     * @param most bytes that the pool may have where the pool does not say
     */
    public CollectedHeap(Supplier<Optional<MemoryUsage>> afterCollection, long most) {
        this.afterCollection = requireNonNull(afterCollection, "afterCollection");
        this.most = most;
    }

    @Override
    public double reading(long now) {
        Optional<MemoryUsage> usage = afterCollection.get();
        if (usage.isEmpty()) {
            return Double.NaN;
        }
        long used = usage.get().getUsed();
        if (used != lastUsed) {
            lastUsed = used;
            since = now;
        }
        long max = usage.get().getMax() > 0 ? usage.get().getMax() : most;
        return now - since > COUNTS.toNanos() ? Double.NaN : (double) used / max;
    }
}
