package io.piuptime.control.keys;

import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.authenticate.DirectoryFollower;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import io.piuptime.model.key.KeyText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, lists and revokes API keys. What it does is in effect on this node when a method returns, and on the others when
 * their directories have caught up.
 */
public final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final KeyStore store;
    private final DirectoryFollower follower;
    private final KeyHasher hasher;
    private final RandomGenerator random;
    private final InstantSource clock;

    /**
     * Keys in a store.
     *
     * @param random a cryptographically strong source that many threads may use
     */
    public Keys(
            KeyStore store, DirectoryFollower follower, KeyHasher hasher, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.follower = follower;
        this.hasher = hasher;
        this.random = random;
        this.clock = clock;
    }

    /** A key just made, and the only time that its text is known. */
    public record Created(KeyText key, KeyEntry entry) {}

    public Created create(NewKey wanted) {
        return add(KeyText.generate(random), wanted);
    }

    /** Stores a key whose text was generated before. */
    Created add(KeyText key, NewKey wanted) {
        KeyEntry entry = new KeyEntry(
                key.id(),
                wanted.name(),
                hasher.hash(key),
                wanted.models(),
                wanted.permissions(),
                now(),
                wanted.expiresAt(),
                Optional.empty());
        KeyChange change = StoreFailedException.guard(() -> store.create(entry));
        follower.catchUp();
        LOG.info("key {} was created", key.id());
        return new Created(key, change.entry());
    }

    KeyText generate() {
        return KeyText.generate(random);
    }

    public List<KeyEntry> list() {
        return StoreFailedException.guard(store::list);
    }

    public Optional<KeyEntry> find(String id) {
        return list().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** The entry of the revoked key, if there is such a key; revoking twice changes nothing. */
    public Optional<KeyEntry> revoke(String id) {
        Optional<KeyChange> change = StoreFailedException.guard(() -> store.revoke(id, now()));
        change.ifPresent(_ -> {
            follower.catchUp();
            LOG.info("key {} is revoked", id);
        });
        return change.map(KeyChange::entry);
    }

    /** The present moment, as fine as stores keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
