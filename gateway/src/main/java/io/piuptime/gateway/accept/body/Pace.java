package io.piuptime.gateway.accept.body;

import io.piuptime.gateway.Limits;
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
    private static final long MIN_RATE = 1024;

    public static Pace ofHeldBody(long now, Limits.Arrival arrival) {
        return new Pace(now, arrival.bodyGrace(), MIN_RATE, arrival.body());
    }

    public static Pace ofPassingBody(long now, Limits.Arrival arrival) {
        return new Pace(now, arrival.bodyGrace(), MIN_RATE, Duration.ZERO);
    }

    /** Says so when the body is late. */
    Optional<Refusal> late(long now, long bytes) {
        long nanos = now - since;
        if (!whole.isZero() && nanos > whole.toNanos()) {
            return Optional.of(new Refusal.SlowRequest(
                    "body: " + bytes + " bytes after " + whole.toMillis() + " ms (expected: all of it)"));
        }
        if (nanos > grace.toNanos() && bytes < minRate * nanos / 1_000_000_000L) {
            return Optional.of(new Refusal.SlowRequest("body: " + bytes + " bytes after " + nanos / 1_000_000L
                    + " ms (expected: at least " + minRate + " a second)"));
        }
        return Optional.empty();
    }
}
