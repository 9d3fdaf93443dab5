package io.piuptime.gateway.accept.body;

import io.piuptime.model.exchange.Refusal;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast a request's body has to arrive.
 *
 * @param since when the body began, in monotonic nanoseconds
 * @param grace time before the rate is looked at
 * @param minRate bytes a second on average
 * @param whole time for all of it; zero when only the rate counts
 */
public record Pace(long since, Duration grace, long minRate, Duration whole) {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final long MIN_RATE = 1024;

    public static Pace ofHeldBody(long now) {
        return new Pace(now, GRACE, MIN_RATE, WHOLE);
    }

    public static Pace ofPassingBody(long now) {
        return new Pace(now, GRACE, MIN_RATE, Duration.ZERO);
    }

    /** Says so when the body is late. */
    Optional<Refusal> late(long now, long bytes) {
        long nanos = now - since;
        if (!whole.isZero() && nanos > whole.toNanos()) {
            return Optional.of(new Refusal.SlowRequest(
                    "body: " + bytes + " bytes after " + whole.toSeconds() + " s (expected: all of it)"));
        }
        if (nanos > grace.toNanos() && bytes < minRate * (nanos / 1_000_000_000L)) {
            return Optional.of(new Refusal.SlowRequest("body: " + bytes + " bytes after " + nanos / 1_000_000_000L
                    + " s (expected: at least " + minRate + " a second)"));
        }
        return Optional.empty();
    }
}
