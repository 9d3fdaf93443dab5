package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.key.KeyPermission;
import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an API key: never its text.
 *
 * @param id public id, part of the key's text
 * @param application that it was given to
 * @param user the account that it acts for, if it is somebody's own
 * @param hash HMAC-SHA-256 of the key's whole text under the installation's pepper, in lower-case hex
 * @param permissions what it may do beyond asking models
 * @param tags marks that usage and budgets can be told apart by
 */
public record KeyEntry(
        String id,
        String tenant,
        String application,
        Optional<String> user,
        String name,
        String hash,
        Access access,
        Set<KeyPermission> permissions,
        List<Limit> limits,
        Map<String, String> tags,
        Lifetime lifetime)
        implements Entry {
    public KeyEntry {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
        requireNonNull(user, "user");
        requireNonNull(name, "name");
        requireNonNull(hash, "hash");
        requireNonNull(access, "access");
        permissions = Set.copyOf(permissions);
        limits = List.copyOf(limits);
        tags = Map.copyOf(tags);
        requireNonNull(lifetime, "lifetime");
    }

    /** A key of the default application, without limits. */
    public KeyEntry(
            String id,
            String name,
            String hash,
            List<String> models,
            Set<KeyPermission> permissions,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt) {
        this(
                id,
                Tenant.DEFAULT,
                Tenant.DEFAULT,
                Optional.empty(),
                name,
                hash,
                Access.to(models),
                permissions,
                List.of(),
                Map.of(),
                new Lifetime(createdAt, expiresAt, revokedAt));
    }

    /** A key of the default application that may ask models and nothing else. */
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

    @Override
    public String parent() {
        return application;
    }

    @Override
    public Kind kind() {
        return Kind.KEY;
    }

    public List<String> models() {
        return access.models();
    }

    public Instant createdAt() {
        return lifetime.createdAt();
    }

    public Optional<Instant> expiresAt() {
        return lifetime.expiresAt();
    }

    public Optional<Instant> revokedAt() {
        return lifetime.revokedAt();
    }

    /** Whether the key opens the door at this moment. */
    public boolean validAt(Instant now) {
        return lifetime.holdsAt(now);
    }

    public KeyEntry revoked(Instant at) {
        return with(lifetime.revoked(at));
    }

    /** The same with another lifetime. */
    public KeyEntry with(Lifetime other) {
        return new KeyEntry(id, tenant, application, user, name, hash, access, permissions, limits, tags, other);
    }
}
