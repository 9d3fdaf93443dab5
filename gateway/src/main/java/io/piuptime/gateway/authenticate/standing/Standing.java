package io.piuptime.gateway.authenticate.standing;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.exchange.Caller;
import java.time.Instant;
import java.util.Optional;

/** A key with all that follows from whose it is, made once until something of it changes. */
public final class Standing {
    private final String hash;
    private final Lifetime lifetime;
    private final Origins origins;
    private final Optional<String> closed;
    private final Caller caller;

    /**
     * The standing of a key.
     *
     * @param hash of its text
     * @param closed why it opens nothing, though it is valid
     */
    Standing(String hash, Lifetime lifetime, Origins origins, Optional<String> closed, Caller caller) {
        this.hash = requireNonNull(hash, "hash");
        this.lifetime = requireNonNull(lifetime, "lifetime");
        this.origins = requireNonNull(origins, "origins");
        this.closed = requireNonNull(closed, "closed");
        this.caller = requireNonNull(caller, "caller");
    }

    public String hash() {
        return hash;
    }

    /** Whose key it is, whether or not it opens anything now. */
    public Caller caller() {
        return caller;
    }

    /** Why it is not valid at a moment, to be told to whoever holds it; empty if it is. */
    public Optional<String> invalid(Instant now) {
        if (lifetime.holdsAt(now)) {
            return Optional.empty();
        }
        return lifetime.revokedAt()
                .map(moment -> "The API key was revoked at " + moment + ".")
                .or(() -> lifetime.expiresAt().map(moment -> "The API key expired at " + moment + "."));
    }

    /** Why it opens nothing from an address, though it is valid; empty if it does. */
    public Optional<String> forbidden(String address) {
        if (closed.isPresent()) {
            return closed;
        }
        return origins.allow(address)
                ? Optional.empty()
                : Optional.of("The API key may not be used from the address " + address
                        + " (expected: one of the networks that its key, application, team or tenant allows).");
    }
}
