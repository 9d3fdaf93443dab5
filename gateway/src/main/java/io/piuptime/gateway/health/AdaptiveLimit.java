package io.piuptime.gateway.health;

import java.util.Arrays;

/**
 * How many requests a target takes at once, learned from it. There is no limit until it shows signs of one: it turns
 * requests away, or first tokens come much later than they use to, and still do a second later. Then fewer are sent. If first tokens come sooner for
 * that, more are sent again one by one until they come later; if not, the old limit is restored, and after three cuts in
 * vain the number was not the cause: the slower pace is taken for its usual one.
 *
 * <p>Only the time to the first token of streams counts: a whole answer takes as long as it has words. The usual time is the
 * least median of a handful of answers within some minutes. What was sent before a cut says nothing of what the cut brought.
 */
public final class AdaptiveLimit {
    /** Never fewer, however badly it is doing: below that the breaker and pauses decide. */
    public static final int LEAST = 20;

    /** As good as none. */
    public static final int MOST = 1_000_000;

    private static final int HANDFUL = 16;
    private static final long EPOCH_NANOS = 300_000_000_000L;
    private static final double TOLERANCE = 1.3;
    /** At least so much more: what takes a moment is late by many times as soon as anything else is busy. */
    private static final double TOLERATED_MICROS = 50_000;

    private static final double LEAST_CUT = 0.9;
    private static final double LARGEST_CUT = 0.5;
    /** Of what a cut takes from the number, first tokens must gain this part in time. */
    private static final double HELPS = 0.5;

    private static final int MOST_IN_VAIN = 3;
    /** Nothing heard for so long, and so many times as long as first tokens took, says that the limit may be far too low. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final int PATIENCE_TIMES = 4;
    private static final int QUARTER = 4;
    private static final double USED = 0.8;
    private static final double WEIGHT = 0.1;
    private static final double NANOS_PER_MICRO = 1e3;

    /** A burst has passed so long after it was seen; so much later it is forgotten. */
    private static final long BURST_NANOS = 1_000_000_000L;

    private static final long FORGOTTEN_NANOS = 10_000_000_000L;

    private final double least;
    private final double most;
    private final double[] handful = new double[HANDFUL];

    private volatile double limit;

    private int samples;
    private int busiest;
    private int wholes;
    private int busiestOfWhole;
    private double usual = Double.MAX_VALUE;
    private double usualBefore = Double.MAX_VALUE;
    private long epoch;
    private boolean begun;
    private long cutAt;
    private boolean cut;
    /** The limit before a cut of which it is not known yet whether it helps; 0 if there is none. */
    private double untilCut;

    /** How late first tokens came before the cut, and of those sent before it still come: what it is compared with. */
    private double slowUntilCut;

    private double withoutCut;
    private double busyUntilCut;
    private int inVain;

    private long heardAt;
    private double heard;
    /** Where there is no limit yet, late first tokens may be those of a burst; until when what was sent counts as one with it. */
    private boolean burst;

    private long burstUntil;
    /** While first tokens come in time, each that is heard lets two more go: until the first cut after nothing was heard. */
    private boolean findingOut;

    public AdaptiveLimit() {
        this(LEAST, MOST);
    }

    public AdaptiveLimit(int least, int most) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("limit: " + least + " to " + most + " (expected: 1 <= least <= most)");
        }
        this.least = least;
        this.most = most;
        limit = most;
    }

    /** Requests at once. */
    public int limit() {
        return (int) limit;
    }

    /**
     * A stream's first token came.
     *
     * @param admitted when it was sent
     * @param inFlight how many were under way, this one included
     */
    void answered(long admitted, long now, long firstTokenNanos, int inFlight) {
        synchronized (handful) {
            if (!begun) {
                begun = true;
                epoch = now;
            }
            double sample = Math.max(1, firstTokenNanos / NANOS_PER_MICRO);
            heardAt = now;
            heard = sample;
            if (cut && admitted - cutAt < 0) {
                withoutCut += (sample - withoutCut) * WEIGHT;
                slowUntilCut = Math.max(slowUntilCut, withoutCut);
                return;
            }
            if (burst && admitted - burstUntil < 0) {
                return;
            }
            handful[samples++] = sample;
            busiest = Math.max(busiest, inFlight);
            if (samples == HANDFUL) {
                Arrays.sort(handful);
                seen(handful[HANDFUL / 2], now);
                samples = 0;
                busiest = 0;
            }
        }
    }

    /** A whole answer came, of which nobody knows how long it should have taken. */
    void answeredWhole(int inFlight) {
        synchronized (handful) {
            busiestOfWhole = Math.max(busiestOfWhole, inFlight);
            if (++wholes == HANDFUL) {
                growIfUsed(busiestOfWhole);
                wholes = 0;
                busiestOfWhole = 0;
            }
        }
    }

    /** A request was turned away, or nothing came, while so many were under way. */
    void turnedAway(long admitted, long now, int inFlight) {
        synchronized (handful) {
            if (inFlight <= least || (cut && admitted - cutAt < 0)) {
                return; // so few cannot be too many at once
            }
            cutTo(Math.min(limit, inFlight) * LEAST_CUT, now);
            untilCut = 0;
            heardAt = now;
        }
    }

    /**
     * Somebody waits for a place. While those under way are long answers, whose first tokens came long ago, nothing would ever
     * be heard of whether a cut was right: a handful more finds out, or a quarter, and more and more while those are in time.
     */
    void waited(long now, int inFlight) {
        if (inFlight < limit) {
            return;
        }
        synchronized (handful) {
            double patience = Math.max(PATIENCE_NANOS, PATIENCE_TIMES * heard * NANOS_PER_MICRO);
            if (cut && now - heardAt > patience) {
                limit = Math.min(most, Math.max(limit, inFlight) + Math.max(HANDFUL, inFlight / QUARTER));
                heardAt = now;
                findingOut = true;
            }
        }
    }

    private void seen(double median, long now) {
        if (untilCut > 0) {
            double before = untilCut;
            untilCut = 0;
            if (median > slowUntilCut * (1 - (1 - limit / Math.min(before, busyUntilCut)) * HELPS)) {
                limit = before;
                if (++inVain == MOST_IN_VAIN) {
                    inVain = 0;
                    usual = median;
                    usualBefore = median;
                    epoch = now;
                }
                return;
            }
            inVain = 0;
        }
        if (now - epoch > EPOCH_NANOS) {
            usualBefore = usual;
            usual = median;
            epoch = now;
        }
        usual = Math.min(usual, median);
        double use = Math.min(usual, usualBefore);
        double tolerated = Math.max(use * TOLERANCE, use + TOLERATED_MICROS);
        if (median > tolerated) {
            if (limit == most && mayPass(now)) {
                return;
            }
            double from = Math.min(limit, busiest);
            if (from > least) {
                untilCut = limit;
                slowUntilCut = median;
                busyUntilCut = from;
                withoutCut = median;
                cutTo(from * Math.clamp(tolerated / median, LARGEST_CUT, LEAST_CUT), now);
            }
            return;
        }
        burst = false;
        if (median <= (use + tolerated) / 2) {
            growIfUsed(busiest);
        } // between the two a queue is there, if a short one
    }

    /** Many that begin at once are late and no sign of too many: that is a queue which stands. */
    private boolean mayPass(long now) {
        boolean stands = burst && now - burstUntil < FORGOTTEN_NANOS;
        burst = !stands;
        burstUntil = now + BURST_NANOS;
        return burst;
    }

    private void growIfUsed(int inFlight) {
        if (limit < most && inFlight >= limit * USED) {
            double more = findingOut ? 2 * HANDFUL : Math.max(1, Math.sqrt(limit) / 2);
            limit = Math.min(most, limit + more);
        }
    }

    private void cutTo(double wanted, long now) {
        limit = Math.max(least, wanted);
        cut = true;
        cutAt = now;
        findingOut = false;
        samples = 0;
        busiest = 0;
    }
}
