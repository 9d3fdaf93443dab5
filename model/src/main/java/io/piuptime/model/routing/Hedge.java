package io.piuptime.model.routing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * That a second target is asked while the first is slow with its first word.
 *
 * @param after how slow; if it is not said, slower than 95 of 100 requests of the last minutes
 * @param extraPercent how much more of prompts may be sent for it, in percent of what is sent anyway
 */
public record Hedge(Optional<Duration> after, int extraPercent) {
    /** As much as is sent anyway. */
    public static final int MOST_PERCENT = 100;

    public Hedge {
        requireNonNull(after, "after");
        if (extraPercent < 1 || extraPercent > MOST_PERCENT) {
            throw new IllegalArgumentException(
                    "extraPercent: " + extraPercent + " (expected: 1 to " + MOST_PERCENT + ")");
        }
    }
}
