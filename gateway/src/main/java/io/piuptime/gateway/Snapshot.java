package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.Offer;
import java.time.Instant;

/**
 * The compiled configuration: immutable, swapped as a whole. An exchange takes it once and keeps it until its end.
 *
 * @param revision grows by one with every configuration that this process took
 * @param createdAt when it was compiled
 */
public record Snapshot(long revision, Instant createdAt, Offer offer, Limits limits) {
    public Snapshot {
        requireNonNull(createdAt, "createdAt");
        requireNonNull(offer, "offer");
        requireNonNull(limits, "limits");
    }
}
