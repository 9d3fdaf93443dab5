package io.piuptime.testkit.torture.history;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many were let in under a limit in any stretch of its window's length. Counts who asked after a stretch began and was at
 * the provider before it ended: each of them was let in between.
 *
 * @param limit of the window
 * @param slack what nodes may let in beyond it while Redis is well
 * @param admitted in all
 * @param well stretches looked at while Redis was well, at all nodes
 * @param worstWell the most that any of them let in
 * @param worstAway the most of any other
 */
public record Letting(long limit, long slack, int admitted, int well, long worstWell, long worstAway) {
    /** What a node that was cut off may take until it has told what it holds. */
    private static final long RECOVERY = TimeUnit.SECONDS.toNanos(2);

    private static final int PART = 50;

    /** Who asked and who was let in, in nanoseconds of one clock. */
    public record Admitted(long asked, long arrived) {}

    /** A time in which somebody could not reach Redis, in nanoseconds of the same clock. */
    public record Trouble(long from, long to) {}

    /**
     * Counts.
     *
     * @param limit of a rolling window that is so long
     * @param nodes that share it, each by slices of a fiftieth of what is left
     */
    public static Letting of(List<Admitted> admitted, List<Trouble> troubles, long limit, long windowNanos, int nodes) {
        long worstWell = 0;
        long worstAway = 0;
        int well = 0;
        for (Admitted first : admitted) {
            long from = first.asked();
            long to = from + windowNanos;
            long count = admitted.stream()
                    .filter(one -> one.asked() - from >= 0 && one.arrived() - to < 0)
                    .count();
            boolean away = troubles.stream()
                    .anyMatch(trouble -> trouble.from() - to < 0 && from - trouble.to() - windowNanos - RECOVERY < 0);
            if (away) {
                worstAway = Math.max(worstAway, count);
            } else {
                well++;
                worstWell = Math.max(worstWell, count);
            }
        }
        return new Letting(
                limit, nodes * Math.max(1, limit / PART / nodes), admitted.size(), well, worstWell, worstAway);
    }

    /** What was promised for a stretch in which Redis is well, and for others. */
    public long boundWell() {
        return limit + slack;
    }

    public long boundAway() {
        return 2 * limit;
    }

    /** Whether anybody was let in, and nowhere more than was promised. */
    public boolean holds() {
        return admitted > 0 && worstWell <= boundWell() && worstAway <= boundAway();
    }
}
