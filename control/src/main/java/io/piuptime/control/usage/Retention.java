package io.piuptime.control.usage;

import io.piuptime.observe.usage.UsageStore;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes usage that is older than it may become. {@link #step} is called now and then, on a thread that may wait. */
public final class Retention {
    private final UsageStore store;
    private final InstantSource clock;
    private final Duration age;
    private final Logger log;
    private boolean failing;

    /**
     * The retention of a store's records.
     *
     * @param days how long they are kept, at least 1
     */
    public Retention(UsageStore store, InstantSource clock, int days) {
        this(store, clock, days, LoggerFactory.getLogger(Retention.class));
    }

    Retention(UsageStore store, InstantSource clock, int days, Logger log) {
        if (days < 1) {
            throw new IllegalArgumentException("days: " + days + " (expected: >= 1)");
        }
        this.store = store;
        this.clock = clock;
        this.age = Duration.ofDays(days);
        this.log = log;
    }

    /** Deletes what is too old now. Never throws: what fails is logged when it begins to fail, and the next step tries again. */
    public synchronized void step() {
        try {
            long deleted = store.deleteBefore(clock.instant().minus(age));
            if (deleted > 0) {
                log.info("{} usage records older than {} days were deleted", deleted, age.toDays());
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("usage older than {} days could not be deleted", age.toDays(), e);
            }
            failing = true;
        }
    }
}
