package io.piuptime.gateway.authorize.owned;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that lies at a provider and was made there for a caller.
 *
 * @param id as the provider calls it
 * @param provider name of the account
 * @param owner public id of the key that made it
 * @param created to the microsecond
 * @param expires when the provider forgets it, to the microsecond
 */
public record ProviderObject(
        String id, Kind kind, String provider, String owner, Instant created, Optional<Instant> expires) {
    /** What it is. */
    public enum Kind {
        FILE,
        BATCH,
        RESPONSE
    }

    public ProviderObject {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(provider, "provider");
        requireNonNull(owner, "owner");
        requireNonNull(created, "created");
        requireNonNull(expires, "expires");
    }
}
