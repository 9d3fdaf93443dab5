package io.piuptime.gateway.health;

/**
 * How often a target may be asked the same again: 3 times a second, and beyond that for one of 5 requests of the last 10
 * seconds. Trouble then grows the load on a target by a fifth at most instead of multiplying it.
 */
public final class RetryBudget {
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int REQUESTS_FOR_A_REPEAT = 5;
    private static final int ALWAYS_A_SECOND = 3;

    private final Tally tally = new Tally(WINDOW_NANOS);

    /** Counts a request: the first attempt at the target, not a repeat. */
    public void requested(long now) {
        tally.add(now, false);
    }

    /** Takes a repeat out of the budget, if one is left. */
    public boolean takeRepeat(long now) {
        return tally.mark(now, RetryBudget::allows);
    }

    private static boolean allows(long requests, long repeats, long repeatsOfThisSecond) {
        return repeatsOfThisSecond < ALWAYS_A_SECOND || (repeats + 1) * REQUESTS_FOR_A_REPEAT <= requests;
    }
}
