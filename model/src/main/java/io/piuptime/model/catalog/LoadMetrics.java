package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an engine of one's own tells how busy it is.
 *
 * @param address of its metrics; by default {@code /metrics} on its host
 * @param every how often it is asked
 */
public record LoadMetrics(Optional<URI> address, Duration every) {
    public static final LoadMetrics DEFAULT = new LoadMetrics(Optional.empty(), Duration.ofMillis(500));

    public LoadMetrics {
        requireNonNull(address, "address");
        requireNonNull(every, "every");
        if (!every.isPositive()) {
            throw new IllegalArgumentException("every: " + every + " (expected: > 0)");
        }
    }
}
