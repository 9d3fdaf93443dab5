package io.piuptime.control.keys;

import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.directory.DirectoryFollower;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.key.KeyText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, lists and revokes API keys. What it does is in effect on this node when a method returns, and on the others when
 * their directories have caught up.
 */
public final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    /** Changes of one key at the same time that are waited out. */
    private static final int TRIES = 10;

    private final DirectoryStore store;
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
            DirectoryStore store,
            DirectoryFollower follower,
            KeyHasher hasher,
            RandomGenerator random,
            InstantSource clock) {
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
        Change change = StoreFailedException.guard(() -> store.put(entry, Expected.NEW));
        follower.catchUp();
        LOG.info("key {} was created", key.id());
        return new Created(key, key(change).orElseThrow());
    }

    KeyText generate() {
        return KeyText.generate(random);
    }

    public List<KeyEntry> list() {
        return StoreFailedException.guard(() -> store.list(Query.all(Kind.KEY))).changes().stream()
                .flatMap(change -> key(change).stream())
                .toList();
    }

    public Optional<KeyEntry> find(String id) {
        return StoreFailedException.guard(() -> store.find(Kind.KEY, id)).flatMap(Keys::key);
    }

    /** The entry of the revoked key, if there is such a key; revoking twice changes nothing. */
    public Optional<KeyEntry> revoke(String id) {
        Optional<KeyEntry> revoked = change(id, entry -> entry.revokedAt().isPresent() ? entry : entry.revoked(now()));
        revoked.ifPresent(_ -> LOG.info("key {} is revoked", id));
        return revoked;
    }

    /** Changes a key, if there is one, whoever else changes it at the same time. */
    private Optional<KeyEntry> change(String id, UnaryOperator<KeyEntry> edit) {
        for (int left = TRIES; ; left--) {
            Optional<Change> last = StoreFailedException.guard(() -> store.find(Kind.KEY, id));
            Optional<KeyEntry> before = last.flatMap(Keys::key);
            Optional<KeyEntry> after = before.map(edit);
            if (after.equals(before)) {
                follower.catchUp();
                return before;
            }
            Expected expected = new Expected(last.orElseThrow().version());
            try {
                Change change = StoreFailedException.guard(() -> store.put(after.orElseThrow(), expected));
                follower.catchUp();
                return key(change);
            } catch (Conflict e) {
                if (left <= 1) {
                    throw e;
                }
            }
        }
    }

    private static Optional<KeyEntry> key(Change change) {
        return change.entry().map(KeyEntry.class::cast);
    }

    /** The present moment, as fine as stores keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
