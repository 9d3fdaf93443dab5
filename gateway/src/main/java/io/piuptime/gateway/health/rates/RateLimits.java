package io.piuptime.gateway.health.rates;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What is left of a target's rate limits by its last answer that said so. Limits refill steadily: providers name the time
 * until a limit is full again, not the time to wait, so what is left grows until then.
 */
public final class RateLimits {
    /** Below this much of a limit, others should be asked first. */
    public static final double NEARLY_NOTHING = 0.1;

    /** How long a word about what is left holds if it does not say when it will be full. */
    private static final long HOLDS_NANOS = 60_000_000_000L;

    private static final Heard NOTHING = new Heard(false, 1, 0, 0);

    private final AtomicReference<Heard> last = new AtomicReference<>(NOTHING);

    /** Takes what an answer said. */
    public void heard(long now, Allowance allowance) {
        if (allowance.known()) {
            long nanos = allowance.fullAfterNanos() < 0 ? HOLDS_NANOS : allowance.fullAfterNanos();
            last.set(new Heard(true, allowance.fraction(), now, nanos));
        }
    }

    /** How much is left, from 0 to 1: 1 if nothing is known. Good as a weight. */
    public double remaining(long now) {
        Heard heard = last.get();
        return heard.remaining(now);
    }

    public boolean nearlyExhausted(long now) {
        return remaining(now) < NEARLY_NOTHING;
    }

    /** Until when a used up limit is worth no request: {@code now} if something is left. */
    public long exhaustedUntil(long now) {
        Heard heard = last.get();
        if (!heard.something || heard.fraction > 0) {
            return now;
        }
        long until = heard.at + (long) (heard.fullAfter * NEARLY_NOTHING);
        return now - until < 0 ? until : now;
    }

    private record Heard(boolean something, double fraction, long at, long fullAfter) {
        double remaining(long now) {
            long passed = now - at;
            if (!something || passed >= fullAfter) {
                return 1;
            }
            return fraction + (1 - fraction) * Math.max(0, passed) / fullAfter;
        }
    }
}
