package io.piuptime.gateway.health.hedge;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long first words took over the last 2.5 to 5 minutes: counts in buckets that are an eighth of an octave wide, in two
 * halves, of which the older is forgotten at once. Any thread may use it.
 */
public final class FirstWords {
    /** With fewer of them a percentile says nothing. */
    public static final int ENOUGH = 100;

    private static final long HALF_NANOS = TimeUnit.SECONDS.toNanos(150);
    private static final int SUB_BITS = 3;
    private static final int SUBS = 1 << SUB_BITS;
    private static final long LONGEST_MILLIS = (1L << 22) - 1;
    private static final int BUCKETS = bucket(LONGEST_MILLIS) + 1;
    private static final int PERCENT = 95;

    private volatile Halves halves = new Halves(Long.MIN_VALUE, empty(), empty());

    /** The present half of the time that is looked at, and the one before. */
    private record Halves(long number, AtomicIntegerArray now, AtomicIntegerArray before) {}

    /** Counts one that took so long. */
    public void add(long now, long nanos) {
        long millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos), 0, LONGEST_MILLIS);
        at(now).now().incrementAndGet(bucket(millis));
    }

    /** What 95 of 100 did not take longer than, in nanoseconds and an eighth too long at most; nothing while too few are known. */
    public OptionalLong slow(long now) {
        Halves seen = at(now);
        long count = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            count += counted(seen, bucket);
        }
        if (count < ENOUGH) {
            return OptionalLong.empty();
        }
        long left = (count * PERCENT + 99) / 100;
        int bucket = 0;
        while (bucket < BUCKETS - 1 && (left -= counted(seen, bucket)) > 0) {
            bucket++;
        }
        return OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(end(bucket)));
    }

    private static long counted(Halves seen, int bucket) {
        return (long) seen.now().get(bucket) + seen.before().get(bucket);
    }

    private Halves at(long now) {
        long number = Math.floorDiv(now, HALF_NANOS);
        Halves seen = halves;
        return seen.number() >= number ? seen : turned(number);
    }

    private synchronized Halves turned(long number) {
        Halves seen = halves;
        if (seen.number() < number) {
            seen = new Halves(number, empty(), seen.number() == number - 1 ? seen.now() : empty());
            halves = seen;
        }
        return seen;
    }

    private static AtomicIntegerArray empty() {
        return new AtomicIntegerArray(BUCKETS);
    }

    private static int bucket(long millis) {
        if (millis < SUBS) {
            return (int) millis;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis) - SUB_BITS;
        return (octave << SUB_BITS) + (int) (millis >>> octave);
    }

    /** The first number of milliseconds that is in the next bucket. */
    private static long end(int bucket) {
        int octave = Math.max(0, (bucket >> SUB_BITS) - 1);
        return (bucket - ((long) octave << SUB_BITS) + 1) << octave;
    }
}
