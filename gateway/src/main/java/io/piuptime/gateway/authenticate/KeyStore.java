package io.piuptime.gateway.authenticate;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** API keys at rest, and the numbered feed of their changes. Calls wait for a disk and are never made on an event loop. */
public interface KeyStore {
    /**
     * Adds a key.
     *
     * @throws IllegalArgumentException when a key with this id exists
     */
    KeyChange create(KeyEntry entry);

    /**
     * Revokes a key.
     *
     * @return empty when there is no such key; its last change, unchanged, when it was revoked before
     */
    Optional<KeyChange> revoke(String id, Instant at);

    /** Every key, in order of creation. */
    List<KeyEntry> list();

    /** Changes with a sequence above the given one, in order, at most {@code limit}. */
    List<KeyChange> changesAfter(long sequence, int limit);
}
