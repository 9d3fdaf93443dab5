package io.piuptime.testkit.gpu;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How fast an engine is.
 *
 * @param places requests that it works on at once; others wait in the order in which they came
 * @param prefill from the beginning of the work to the first token
 * @param tokens of an answer
 * @param perToken from token to token, on the average
 * @param spread by what share that differs from answer to answer at most
 */
public record Speed(int places, Duration prefill, int tokens, Duration perToken, double spread) {
    public Speed {
        requireNonNull(prefill, "prefill");
        requireNonNull(perToken, "perToken");
        if (places < 1 || tokens < 1) {
            throw new IllegalArgumentException("places, tokens: " + places + ", " + tokens + " (expected: >= 1 each)");
        }
        if (!(spread >= 0 && spread < 1)) {
            throw new IllegalArgumentException("spread: " + spread + " (expected: 0 to 1)");
        }
    }

    /** How many answers it can give in a second. */
    public double perSecond() {
        return places * 1e9 / (prefill.toNanos() + (tokens - 1.0) * perToken.toNanos());
    }

    /** The time from token to token of one answer. */
    long drawPerToken(RandomGenerator random) {
        return Math.round(perToken.toNanos() * (1 + spread * (2 * random.nextDouble() - 1)));
    }
}
