package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** From when to when something holds. */
public record Lifetime(Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
    public Lifetime {
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(revokedAt, "revokedAt");
    }

    /** Whether it holds at this moment. */
    public boolean holdsAt(Instant now) {
        return revokedAt.isEmpty()
                && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    public Lifetime revoked(Instant at) {
        return new Lifetime(createdAt, expiresAt, Optional.of(at));
    }

    /** The same, over at a moment at the latest. */
    public Lifetime until(Instant end) {
        return new Lifetime(
                createdAt,
                Optional.of(expiresAt.filter(known -> known.isBefore(end)).orElse(end)),
                revokedAt);
    }
}
