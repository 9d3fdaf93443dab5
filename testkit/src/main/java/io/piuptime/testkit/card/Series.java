package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Requests at a steady pace.
 *
 * @param patience of the caller of each
 */
public record Series(int count, Duration between, Duration patience) {
    public Series {
        requireNonNull(between, "between");
        requireNonNull(patience, "patience");
    }
}
