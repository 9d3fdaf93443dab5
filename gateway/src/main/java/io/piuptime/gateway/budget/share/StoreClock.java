package io.piuptime.gateway.budget.share;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The time of the store, in milliseconds since the epoch, as this node knows it; until it was heard, the node's own. */
public final class StoreClock implements LongSupplier {
    private static final long NANOS = 1_000_000;

    private final LongSupplier nanos;
    private volatile long ahead;

    /**
     * A clock that goes as the node's monotonic one does.
     *
     * @param wall the node's own time
     */
    public StoreClock(InstantSource wall, LongSupplier nanos) {
        this.nanos = nanos;
        this.ahead = wall.millis() - nanos.getAsLong() / NANOS;
    }

    @Override
    public long getAsLong() {
        return nanos.getAsLong() / NANOS + ahead;
    }

    /** The store said what time it is. */
    void heard(long millis) {
        ahead = millis - nanos.getAsLong() / NANOS;
    }
}
