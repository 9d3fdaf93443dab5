package io.piuptime.stores.journal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after each failure in a row: 100 ms, doubled up to 5 s, less a random part of up to a half. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private long next = FIRST.toNanos();

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long whole = next;
        next = Math.min(2 * whole, LONGEST.toNanos());
        return Duration.ofNanos(whole - random.nextLong(whole / 2));
    }

    /** Starts again from the first. */
    void reset() {
        next = FIRST.toNanos();
    }
}
