package io.piuptime.control.keys;

import io.piuptime.control.api.Problem;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.standing.Denials;
import io.piuptime.gateway.directory.DirectoryFollower;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.key.KeyText;
import java.time.Duration;
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
    private final Denials denials;
    private final OpenExchanges open;

    /**
     * Keys in a store.
     *
     * @param random a cryptographically strong source that many threads may use
     * @param denials of this node
     * @param open exchanges of this node
     */
    public Keys(
            DirectoryStore store,
            DirectoryFollower follower,
            KeyHasher hasher,
            RandomGenerator random,
            InstantSource clock,
            Denials denials,
            OpenExchanges open) {
        this.store = store;
        this.follower = follower;
        this.hasher = hasher;
        this.random = random;
        this.clock = clock;
        this.denials = denials;
        this.open = open;
    }

    /** A key just made, and the only time that its text is known. */
    public record Created(KeyText key, KeyEntry entry) {}

    public Created create(NewKey wanted) {
        return add(KeyText.generate(random), wanted);
    }

    /** Stores a key whose text was generated before. */
    Created add(KeyText key, NewKey wanted) {
        return put(
                key,
                new KeyEntry(
                        key.id(),
                        tenant(wanted),
                        wanted.application(),
                        wanted.user(),
                        wanted.name(),
                        hasher.hash(key),
                        wanted.access(),
                        wanted.permissions(),
                        wanted.extent().limits(),
                        wanted.extent().tags(),
                        new Lifetime(now(), wanted.expiresAt(), Optional.empty())));
    }

    private Created put(KeyText key, KeyEntry entry) {
        Change change = StoreFailedException.guard(() -> store.put(entry, Expected.NEW));
        follower.catchUp();
        LOG.info("key {} was created", key.id());
        return new Created(key, key(change).orElseThrow());
    }

    /** The tenant of the application that a key is for, whose user it may act for. */
    private String tenant(NewKey wanted) {
        String tenant = find(Kind.APPLICATION, wanted.application())
                .map(Entry::tenant)
                .or(() -> Optional.of(Tenant.DEFAULT).filter(wanted.application()::equals))
                .orElseThrow(() -> Problem.invalid(
                        "unknown_application",
                        "application: " + Problem.shown(wanted.application())
                                + " (expected: the id of one that is there)"));
        wanted.user().filter(id -> !isUserOf(tenant, id)).ifPresent(id -> {
            throw Problem.invalid(
                    "unknown_user",
                    "user: " + Problem.shown(id) + " (expected: the id of one of the application's tenant)");
        });
        return tenant;
    }

    private boolean isUserOf(String tenant, String id) {
        return find(Kind.USER, id)
                .filter(user -> user.tenant().equals(tenant) || user.tenant().equals(User.EVERYWHERE))
                .isPresent();
    }

    private Optional<Entry> find(Kind kind, String id) {
        return StoreFailedException.guard(() -> store.find(kind, id)).flatMap(Change::entry);
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
        return find(Kind.KEY, id).map(KeyEntry.class::cast);
    }

    /**
     * Makes a key with the settings of another, which expires after a time of grace, if there is such a key.
     *
     * @throws Problem when that one is not valid any more
     */
    public Optional<Created> rotate(String id, Duration grace) {
        Optional<KeyEntry> former = find(id);
        former.filter(entry -> !entry.validAt(now())).ifPresent(_ -> {
            throw Problem.invalid("invalid_key", "key: " + id + " is not valid any more (expected: one that is)");
        });
        return former.map(entry -> {
            KeyText key = generate();
            Created created = put(
                    key,
                    new KeyEntry(
                            key.id(),
                            entry.tenant(),
                            entry.application(),
                            entry.user(),
                            entry.name(),
                            hasher.hash(key),
                            entry.access(),
                            entry.permissions(),
                            entry.limits(),
                            entry.tags(),
                            new Lifetime(now(), entry.expiresAt(), Optional.empty())));
            Instant end = now().plus(grace);
            Optional<KeyEntry> _ =
                    change(id, known -> known.with(known.lifetime().until(end)));
            LOG.info("key {} takes the place of {}, which expires at {}", key.id(), id, end);
            return created;
        });
    }

    /**
     * Denies a key on this node, or does so no longer, though no store is there.
     *
     * @param cut whether its exchanges that are under way end too
     */
    void deny(String id, boolean now, boolean cut) {
        denials.deny(id, now);
        LOG.info("key {} is {} on this node", id, now ? "denied" : "no longer denied");
        if (cut) {
            open.end(id);
        }
    }

    boolean denies(String id) {
        return denials.denies(id);
    }

    /**
     * The entry of the revoked key, if there is such a key; revoking twice changes nothing.
     *
     * @param abruptly whether its exchanges that are under way end too, on all nodes
     */
    public Optional<KeyEntry> revoke(String id, boolean abruptly) {
        Optional<KeyEntry> revoked = change(id, entry -> {
            KeyEntry ended = entry.revokedAt().isPresent() ? entry : entry.revoked(now());
            return abruptly ? ended.with(ended.lifetime().abruptly()) : ended;
        });
        revoked.ifPresent(_ -> LOG.info("key {} is revoked", id));
        if (abruptly) {
            open.end(id);
        }
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
