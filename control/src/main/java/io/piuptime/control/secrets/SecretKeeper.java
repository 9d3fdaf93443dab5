package io.piuptime.control.secrets;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Page;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.gateway.installation.Mark;
import io.piuptime.gateway.secrets.NamedSecrets;
import io.piuptime.gateway.secrets.Sealer;
import io.piuptime.gateway.secrets.UnsealException;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts secrets into the directory, sealed, and seals them anew when the installation's key was changed. What it does is in
 * effect on this node when a method returns.
 */
public final class SecretKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SecretKeeper.class);
    private static final int PAGE = 500;

    private final DirectoryStore store;
    private final Sealer sealer;
    private final Mark mark;
    private final Runnable changed;

    /**
     * Keeps in a directory.
     *
     * @param mark of the key that seals: nothing is sealed by another one than the installation's
     * @param changed makes this node's directory catch up
     */
    public SecretKeeper(DirectoryStore store, Sealer sealer, Mark mark, Runnable changed) {
        this.store = requireNonNull(store, "store");
        this.sealer = requireNonNull(sealer, "sealer");
        this.mark = requireNonNull(mark, "mark");
        this.changed = requireNonNull(changed, "changed");
    }

    /**
     * What came of sealing anew.
     *
     * @param failed those that could not be opened
     */
    public record Resealed(int done, int left, int failed) {}

    /**
     * Gives a secret its text, whether there was one of the name or not.
     *
     * @throws UnsealException when this node has no key, or another one than the installation
     * @throws Conflict when somebody else changed it at the same time
     */
    public StoredSecret put(String tenant, String name, Secret secret) {
        refuse(guarded(mark::claim));
        String id = NamedSecrets.id(tenant, name);
        Optional<Change> before = guarded(() -> store.find(Kind.SECRET, id));
        // numbers are those of the entry's changes, which go on after a removal: no old sealing fits a new secret
        int version = (int) before.map(Change::version).orElse(0L).longValue() + 1;
        String sealed = sealer.seal(secret, new Sealer.Place(tenant, id, version));
        StoredSecret entry = new StoredSecret(id, tenant, name, version, sealed);
        guarded(() -> store.put(entry, expected(before)));
        changed.run();
        LOG.info("secret {} has version {}", id, version);
        return entry;
    }

    /** Removes a secret. Returns whether there was one. */
    public boolean remove(String tenant, String name) {
        String id = NamedSecrets.id(tenant, name);
        Optional<Change> before = guarded(() -> store.find(Kind.SECRET, id))
                .filter(change -> change.entry().isPresent());
        if (before.isEmpty()) {
            return false;
        }
        guarded(() -> store.remove(Kind.SECRET, id, new Expected(before.get().version())));
        changed.run();
        LOG.info("secret {} was removed", id);
        return true;
    }

    public Optional<StoredSecret> find(String tenant, String name) {
        return guarded(() -> store.find(Kind.SECRET, NamedSecrets.id(tenant, name)))
                .flatMap(Change::entry)
                .map(StoredSecret.class::cast);
    }

    /** A tenant's secrets, or those of all tenants. */
    public List<StoredSecret> list(Optional<String> tenant) {
        return changes(tenant).stream()
                .flatMap(change -> change.entry().stream())
                .map(StoredSecret.class::cast)
                .toList();
    }

    /**
     * Seals everything by the key that seals now, which is the installation's from then on; nobody who asks meanwhile is without a
     * secret.
     *
     * @throws UnsealException when this node has not the key that was the installation's
     */
    public Resealed reseal() {
        refuse(guarded(mark::check));
        int done = 0;
        int left = 0;
        int failed = 0;
        for (Change change : changes(Optional.empty())) {
            Entry entry = change.entry().orElseThrow();
            StoredSecret secret = (StoredSecret) entry;
            try {
                if (sealer.isOutdated(secret)) {
                    StoredSecret anew = new StoredSecret(
                            secret.id(), secret.tenant(), secret.name(), secret.version(), sealer.reseal(secret));
                    guarded(() -> store.put(anew, new Expected(change.version())));
                    done++;
                }
            } catch (Conflict _) {
                left++; // whoever changed it has sealed it anew
            } catch (UnsealException e) {
                failed++;
                LOG.warn("not sealed anew: {}", e.getMessage());
            }
        }
        if (failed == 0 && left == 0) {
            guarded(() -> {
                mark.renew();
                return true;
            });
        }
        if (done > 0) {
            changed.run();
        }
        LOG.info("secrets: {} sealed anew, {} changed meanwhile, {} could not be opened", done, left, failed);
        return new Resealed(done, left, failed);
    }

    private static void refuse(Optional<String> trouble) {
        trouble.ifPresent(what -> {
            throw new UnsealException(what);
        });
    }

    private List<Change> changes(Optional<String> tenant) {
        List<Change> all = new ArrayList<>();
        Optional<Long> after = Optional.of(0L);
        while (after.isPresent()) {
            Query query = new Query(Kind.SECRET, tenant, Optional.empty(), Optional.empty(), after.get(), PAGE);
            Page page = guarded(() -> store.list(query));
            page.changes().stream().filter(change -> change.entry().isPresent()).forEach(all::add);
            after = page.next();
        }
        return all;
    }

    private static Expected expected(Optional<Change> before) {
        return before.filter(change -> change.entry().isPresent())
                .map(change -> new Expected(change.version()))
                .orElse(Expected.NEW);
    }

    /** What the store says of others' changes is no failure of it. */
    private static <T> T guarded(Supplier<T> call) {
        try {
            return StoreFailedException.guard(call);
        } catch (StoreFailedException e) {
            if (e.getCause() instanceof Conflict conflict) {
                throw conflict;
            }
            throw e;
        }
    }
}
