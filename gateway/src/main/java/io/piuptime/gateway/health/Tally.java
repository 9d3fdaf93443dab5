package io.piuptime.gateway.health;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of events, and of those among them that are marked, over the last seconds. Every slice of time is one word that
 * holds its number and both counts, so that a slice that comes round again begins at zero without a lock.
 */
final class Tally {
    private static final int SLICES = 10;
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long SLICE_MASK = (1L << (Long.SIZE - 2 * COUNT_BITS)) - 1;

    private final long sliceNanos;
    private final AtomicLongArray words = new AtomicLongArray(SLICES);

    /** @param windowNanos how far back it looks */
    Tally(long windowNanos) {
        sliceNanos = windowNanos / SLICES;
    }

    /** Adds an event. */
    void add(long now, boolean marked) {
        long slice = slice(now);
        int place = place(slice);
        long word;
        do {
            word = words.get(place);
        } while (!words.compareAndSet(place, word, plus(present(word, slice), slice, 1, marked ? 1 : 0)));
    }

    /**
     * Adds a mark alone, if what is counted until now allows it. Nobody adds to the present slice between the question
     * and the mark.
     *
     * @return whether it was added
     */
    boolean mark(long now, Rule rule) {
        long slice = slice(now);
        int place = place(slice);
        while (true) {
            long word = words.get(place);
            long present = present(word, slice);
            long older = counts(slice, 1);
            if (!rule.allows(events(older) + eventsIn(present), marks(older) + marksIn(present), marksIn(present))) {
                return false;
            }
            if (words.compareAndSet(place, word, plus(present, slice, 0, 1))) {
                return true;
            }
        }
    }

    /** Both counts of the window, for {@link #events} and {@link #marks}. */
    long counts(long now) {
        return counts(slice(now), 0);
    }

    void clear() {
        for (int place = 0; place < SLICES; place++) {
            words.set(place, 0);
        }
    }

    static long events(long counts) {
        return counts >>> Integer.SIZE;
    }

    static long marks(long counts) {
        return counts & 0xFFFF_FFFFL;
    }

    /** Whether one more mark is allowed. */
    interface Rule {
        boolean allows(long events, long marks, long marksOfThisSlice);
    }

    private long slice(long now) {
        return Math.floorDiv(now, sliceNanos);
    }

    private static int place(long slice) {
        return (int) Math.floorMod(slice, (long) SLICES);
    }

    private long counts(long slice, int youngest) {
        long counts = 0;
        for (int age = youngest; age < SLICES; age++) {
            long word = present(words.get(place(slice - age)), slice - age);
            counts += (eventsIn(word) << Integer.SIZE) | marksIn(word);
        }
        return counts;
    }

    /** The word if it belongs to the slice; otherwise it is of an earlier round, and nothing is counted yet. */
    private static long present(long word, long slice) {
        return word >>> (2 * COUNT_BITS) == (slice & SLICE_MASK) ? word : 0;
    }

    private static long plus(long word, long slice, int events, int marks) {
        return ((slice & SLICE_MASK) << (2 * COUNT_BITS))
                | (Math.min(COUNT_MASK, eventsIn(word) + events) << COUNT_BITS)
                | Math.min(COUNT_MASK, marksIn(word) + marks);
    }

    private static long eventsIn(long word) {
        return (word >>> COUNT_BITS) & COUNT_MASK;
    }

    private static long marksIn(long word) {
        return word & COUNT_MASK;
    }
}
