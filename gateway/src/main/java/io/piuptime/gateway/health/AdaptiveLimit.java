package io.piuptime.gateway.health;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests a target takes at once, learned from it. It grows while first tokens come as fast as they use to,
 * shrinks with the gradient as they come later (never by how long answers are), and is cut by a tenth when the target turns
 * one away or falls silent. What was sent before a cut cannot cut again.
 */
public final class AdaptiveLimit {
    /** What it begins with, and never goes below. */
    public static final int LEAST = 20;

    public static final int MOST = 200;

    private static final double CUT = 0.9;
    private static final double SMOOTHING = 0.2;
    private static final int QUEUE = 4;
    private static final double TOLERANCE = 1.5;
    private static final double LARGEST_STEP_DOWN = 0.5;
    private static final double WEIGHT_OF_A_SAMPLE = 2.0 / (600 + 1);
    private static final int WARM_UP = 10;
    private static final double DRIFT = 2;
    private static final double DRIFT_CORRECTION = 0.95;
    private static final double NANOS_PER_MICRO = 1e3;

    private final double least;
    private final double most;

    /** Upper half: the limit as a float; lower half: the usual time to a first token, in microseconds, as a float. */
    private final AtomicLong word;

    private final AtomicInteger samples = new AtomicInteger();
    private final AtomicLong heldFrom = new AtomicLong();
    private volatile boolean cutBefore;

    public AdaptiveLimit() {
        this(LEAST, MOST);
    }

    public AdaptiveLimit(int least, int most) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("limit: " + least + " to " + most + " (expected: 1 <= least <= most)");
        }
        this.least = least;
        this.most = most;
        word = new AtomicLong(word(least, 0));
    }

    /** Requests at once. */
    public int limit() {
        return (int) limit(word.get());
    }

    /** An attempt was answered while so many were under way. */
    void answered(long firstTokenNanos, int inFlight) {
        double sample = Math.max(1, firstTokenNanos / NANOS_PER_MICRO);
        int seen = samples.get() < WARM_UP ? samples.incrementAndGet() : WARM_UP;
        long old;
        long next;
        do {
            old = word.get();
            next = after(old, sample, inFlight, seen);
        } while (!word.compareAndSet(old, next));
    }

    /** An attempt was turned away, or nothing came. */
    void turnedAway(long admitted, long now) {
        long from = heldFrom.get();
        if ((cutBefore && admitted - from < 0) || !heldFrom.compareAndSet(from, now)) {
            return;
        }
        cutBefore = true;
        long old;
        do {
            old = word.get();
        } while (!word.compareAndSet(old, word(Math.max(least, limit(old) * CUT), usual(old))));
    }

    private long after(long old, double sample, int inFlight, int seen) {
        double usual = usual(old);
        double weight = seen < WARM_UP ? 1.0 / seen : WEIGHT_OF_A_SAMPLE;
        usual = usual == 0 ? sample : usual + (sample - usual) * weight;
        if (usual / sample > DRIFT) {
            usual *= DRIFT_CORRECTION;
        }
        double limit = limit(old);
        if (inFlight < limit / 2) {
            return word(limit, usual);
        }
        double gradient = Math.clamp(TOLERANCE * usual / sample, LARGEST_STEP_DOWN, 1);
        double smoothed = limit * (1 - SMOOTHING) + (limit * gradient + QUEUE) * SMOOTHING;
        return word(Math.clamp(smoothed, least, most), usual);
    }

    private static long word(double limit, double usual) {
        return ((long) Float.floatToIntBits((float) limit) << Integer.SIZE)
                | (Float.floatToIntBits((float) usual) & 0xFFFF_FFFFL);
    }

    private static double limit(long word) {
        return Float.intBitsToFloat((int) (word >>> Integer.SIZE));
    }

    private static double usual(long word) {
        return Float.intBitsToFloat((int) word);
    }
}
