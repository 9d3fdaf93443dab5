package io.piuptime.model.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an API key: never its text.
 *
 * @param id public id, part of the key's text
 * @param hash HMAC-SHA-256 of the key's whole text under the installation's pepper, in lower-case hex
 * @param models names and wildcards of the models it may use; empty = all
 * @param permissions what it may do beyond asking models
 */
public record KeyEntry(
        String id,
        String name,
        String hash,
        List<String> models,
        Set<KeyPermission> permissions,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {
    public KeyEntry {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(hash, "hash");
        models = List.copyOf(models);
        permissions = Set.copyOf(permissions);
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(revokedAt, "revokedAt");
    }

    /** A key that may ask models and nothing else. */
    public KeyEntry(
            String id,
            String name,
            String hash,
            List<String> models,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt) {
        this(id, name, hash, models, Set.of(), createdAt, expiresAt, revokedAt);
    }

    /** Whether the key opens the door at this moment. */
    public boolean validAt(Instant now) {
        return revokedAt.isEmpty()
                && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    public KeyEntry revoked(Instant at) {
        return new KeyEntry(id, name, hash, models, permissions, createdAt, expiresAt, Optional.of(at));
    }
}
