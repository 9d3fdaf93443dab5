package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * From when to when something holds.
 *
 * @param abrupt whether what is under way when it is revoked ends with it
 */
public record Lifetime(Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> revokedAt, boolean abrupt) {
    public Lifetime {
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(revokedAt, "revokedAt");
    }

    /** What is under way when it is revoked goes on. */
    public Lifetime(Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
        this(createdAt, expiresAt, revokedAt, false);
    }

    /** Whether it holds at this moment. */
    public boolean holdsAt(Instant now) {
        return revokedAt.isEmpty()
                && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    public Lifetime revoked(Instant at) {
        return new Lifetime(createdAt, expiresAt, Optional.of(at), abrupt);
    }

    /** The same, what is under way ending with it. */
    public Lifetime abruptly() {
        return new Lifetime(createdAt, expiresAt, revokedAt, true);
    }

    /** The same, over at a moment at the latest. */
    public Lifetime until(Instant end) {
        return new Lifetime(
                createdAt,
                Optional.of(expiresAt.filter(known -> known.isBefore(end)).orElse(end)),
                revokedAt,
                abrupt);
    }
}
