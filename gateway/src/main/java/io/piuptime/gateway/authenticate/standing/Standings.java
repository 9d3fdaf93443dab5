package io.piuptime.gateway.authenticate.standing;

import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.Freshness;
import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The standings of keys: those in use are kept until something of them changes. Many threads ask; a change in the directory is in
 * effect when the directory has told of it.
 */
public final class Standings {
    /** Of as many keys as are surely kept; at most twice as many are. */
    static final int KEPT = 16_384;

    private static final Set<Kind> LEVELS =
            EnumSet.of(Kind.TENANT, Kind.TEAM, Kind.APPLICATION, Kind.USER, Kind.BUDGET);

    private final Directory directory;
    private final Freshness freshness;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private volatile ConcurrentHashMap<String, Standing> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<String, Standing> old = new ConcurrentHashMap<>();

    /** Those by a directory which is no copy of another. */
    public Standings(Directory directory) {
        this(directory, Freshness.always());
    }

    public Standings(Directory directory, Freshness freshness) {
        this.directory = directory;
        this.freshness = freshness;
        directory.listen(this::changed);
    }

    /** How current they are. */
    public Freshness freshness() {
        return freshness;
    }

    /** The standing of a key, if the key is known. */
    public Optional<Standing> find(String keyId) {
        Standing kept = young.get(keyId);
        if (kept != null) {
            return Optional.of(kept);
        }
        long before = changes.get();
        kept = old.get(keyId);
        Optional<Standing> found = kept == null ? make(keyId) : Optional.of(kept);
        found.ifPresent(standing -> keep(keyId, standing, before));
        return found;
    }

    /** From now on a key opens nothing here, or no longer so. */
    void deny(String keyId, boolean now) {
        if (now) {
            denied.add(keyId);
        } else {
            denied.remove(keyId);
        }
        forget(keyId);
    }

    private Optional<Standing> make(String keyId) {
        return directory.key(keyId).map(key -> new Resolution(directory, key).standing(denied.contains(keyId)));
    }

    /** Keeps a standing unless there was a change since it began to be made. */
    private void keep(String keyId, Standing standing, long before) {
        if (young.size() >= KEPT) {
            turn();
        }
        ConcurrentHashMap<String, Standing> kept = young;
        kept.put(keyId, standing);
        if (changes.get() != before) {
            kept.remove(keyId, standing);
        }
    }

    private synchronized void turn() {
        if (young.size() >= KEPT) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    private void changed(PackedChange change) {
        Optional<Kind> kind = change.kind();
        if (kind.filter(LEVELS::contains).isPresent()) {
            forgetAll();
        } else if (kind.filter(Kind.KEY::equals).isPresent()) {
            forget(change.id());
        }
    }

    private synchronized void forget(String keyId) {
        changes.incrementAndGet();
        young.remove(keyId);
        old.remove(keyId);
    }

    private synchronized void forgetAll() {
        changes.incrementAndGet();
        young = new ConcurrentHashMap<>();
        old = new ConcurrentHashMap<>();
    }
}
