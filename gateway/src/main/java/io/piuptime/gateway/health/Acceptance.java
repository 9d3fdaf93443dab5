package io.piuptime.gateway.health;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleSupplier;

/**
 * Which share of its requests a target is spared because it turns many away. As long as it takes 95 of 100, none; beyond
 * that what exceeds them is passed over at random, never more than 80 of 100, so that it is seen when it takes more again. It
 * looks back 30 seconds and decides nothing by fewer than 20 requests.
 *
 * <p>Only signs of overload count: a limit, "later", silence. Failures of other kinds are the {@link Breaker}'s. An attempt
 * that answers and is silent afterwards is told twice, once for each.
 */
final class Acceptance {
    private static final long WINDOW_NANOS = 30_000_000_000L;
    private static final int FEWEST = 20;
    private static final double TAKEN = 0.95;
    private static final double MOST = 0.8;

    private final DoubleSupplier random;
    private final Tally tally = new Tally(WINDOW_NANOS);
    /** Most targets never turn anything away, and are not looked at closer. */
    private volatile boolean turnsAway;

    /** @param random draws from 0 (included) to 1 (not included); any thread may call it */
    Acceptance(DoubleSupplier random) {
        this.random = requireNonNull(random, "random");
    }

    /** It took a request, whatever became of it. */
    void took(long now) {
        tally.add(now, false);
    }

    /** It had too much to do for a request. */
    void turnedAway(long now) {
        tally.add(now, true);
        if (!turnsAway) {
            turnsAway = true;
        }
    }

    /** Draws whether the next request had better go elsewhere. */
    boolean spares(long now) {
        double share = share(now);
        return share > 0 && random.getAsDouble() < share;
    }

    /** The share that had better go elsewhere, from 0 to 0.8. */
    double share(long now) {
        if (!turnsAway) {
            return 0;
        }
        long counts = tally.counts(now);
        double requests = Tally.events(counts);
        if (requests < FEWEST) {
            return 0;
        }
        double taken = requests - Tally.marks(counts);
        return Math.clamp((requests - taken / TAKEN) / (requests + 1), 0, MOST);
    }
}
