package io.piuptime.gateway.health;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Time to the first token as a moving average that jumps up at once and comes down within about 10 seconds; without
 * answers it decays too, so that a target that was slow is tried again. Value and moment share one word.
 */
final class PeakLatency {
    private static final double DECAY_MILLIS = 10_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long MILLIS_MASK = 0xFFFF_FFFFL;

    private static final AtomicLongFieldUpdater<PeakLatency> WORD =
            AtomicLongFieldUpdater.newUpdater(PeakLatency.class, "word");

    /** Upper half: milliseconds as a float; lower half: the moment in milliseconds. Zero: nothing is known. */
    private volatile long word;

    void add(long now, long nanos) {
        double sample = Math.max(0, nanos / NANOS_PER_MILLI);
        long moment = millis(now);
        long old;
        long next;
        do {
            old = word;
            double kept = keeps(old, moment);
            double value = value(old);
            double average = sample >= value * kept ? sample : value * kept + sample * (1 - kept);
            next = ((long) Float.floatToIntBits((float) average) << Integer.SIZE) | moment;
        } while (!WORD.compareAndSet(this, old, next));
    }

    /** Nanoseconds; 0 if nothing is known. */
    double nanos(long now) {
        long current = word;
        return value(current) * keeps(current, millis(now)) * NANOS_PER_MILLI;
    }

    private static long millis(long now) {
        return Math.floorDiv(now, 1_000_000L) & MILLIS_MASK;
    }

    private static double value(long word) {
        return Float.intBitsToFloat((int) (word >>> Integer.SIZE));
    }

    /** How much of the old value is left; the difference of 32 bits is right for 24 days in both directions. */
    private static double keeps(long word, long moment) {
        int passed = (int) (moment - (word & MILLIS_MASK));
        return passed <= 0 ? 1 : Math.exp(-passed / DECAY_MILLIS);
    }
}
