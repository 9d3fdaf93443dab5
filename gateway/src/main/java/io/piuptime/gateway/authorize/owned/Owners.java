package io.piuptime.gateway.authorize.owned;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners of objects as exchanges ask for them: those asked for last are kept in memory, and what many exchanges note at
 * once is written at once. Where the store fails, the exchange is refused: nobody gets what may be another's.
 */
public final class Owners {
    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Ownership store;
    private final Map<String, List<ProviderObject>> known;
    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /** An object to be noted; whoever holds the lock writes it. */
    private static final class Note {
        private final ProviderObject object;
        private Optional<ProviderObject> noted = Optional.empty();
        private Optional<RuntimeException> failure = Optional.empty();

        Note(ProviderObject object) {
            this.object = object;
        }

        boolean isOver() {
            return noted.isPresent() || failure.isPresent();
        }
    }

    /**
     * Stands before a store.
     *
     * @param most ids kept in memory
     */
    public Owners(Ownership store, int most) {
        this.store = requireNonNull(store, "store");
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<ProviderObject>> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Notes an object of which a caller has not heard yet; it is kept for good when the method returns.
     *
     * @throws RefusedException when it cannot be kept, or is somebody else's already
     */
    public void add(ProviderObject object) {
        Note note = new Note(object);
        notes.add(note);
        writing.lock();
        try {
            if (!note.isOver()) {
                write();
            }
        } finally {
            writing.unlock();
        }
        note.failure.ifPresent(failure -> {
            LOG.error("{} '{}' at '{}' has no owner", object.kind(), object.id(), object.provider(), failure);
            throw unavailable("The object '" + object.id() + "' was made at the provider '" + object.provider()
                    + "', but whose it is could not be kept: it cannot be reached here.");
        });
        forget(object.id());
        if (!isSame(note.noted.orElseThrow(), object)) {
            LOG.error("{} '{}' at '{}' is somebody else's", object.kind(), object.id(), object.provider());
            throw new RefusedException(new Refusal.UpstreamFailed(
                    "The provider '" + object.provider() + "' failed: it gave an id that is taken.",
                    "upstream_garbage"));
        }
    }

    /**
     * The objects of some ids.
     *
     * @throws RefusedException when the store does not answer
     */
    public List<ProviderObject> find(Collection<String> ids) {
        Map<String, List<ProviderObject>> found = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (String id : ids) {
            List<ProviderObject> objects = remembered(id);
            if (objects.isEmpty()) {
                open.add(id);
            } else {
                found.put(id, objects);
            }
        }
        if (!open.isEmpty()) {
            for (ProviderObject object : asked(open)) {
                found.computeIfAbsent(object.id(), _ -> new ArrayList<>()).add(object);
            }
            found.forEach(this::remember);
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Refuses at once when the store does not answer, before something is made that nobody would own.
     *
     * @throws RefusedException when it does not
     */
    public void check() {
        List<ProviderObject> _ = asked(Set.of(""));
    }

    /** Forgets an object; it stays when the store fails, and leads to nothing at its provider. */
    public void remove(String id, String provider) {
        try {
            store.remove(id, provider);
        } catch (RuntimeException e) {
            LOG.warn("'{}' at '{}' is deleted, but its owner is still noted", id, provider, e);
        }
        forget(id);
    }

    private void write() {
        List<Note> batch = new ArrayList<>();
        for (Note next = notes.poll(); next != null; next = notes.poll()) {
            batch.add(next);
        }
        try {
            List<ProviderObject> noted =
                    store.add(batch.stream().map(note -> note.object).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).noted = Optional.of(noted.get(i));
            }
        } catch (RuntimeException e) {
            batch.forEach(note -> note.failure = Optional.of(e));
        }
    }

    private List<ProviderObject> asked(Collection<String> ids) {
        try {
            return store.find(ids);
        } catch (RuntimeException e) {
            LOG.error("the owners of objects at providers cannot be read", e);
            throw unavailable("Whose the objects at providers are cannot be read now.");
        }
    }

    private List<ProviderObject> remembered(String id) {
        synchronized (known) {
            return known.getOrDefault(id, List.of());
        }
    }

    private void remember(String id, List<ProviderObject> objects) {
        synchronized (known) {
            known.put(id, List.copyOf(objects));
        }
    }

    private void forget(String id) {
        synchronized (known) {
            known.remove(id);
        }
    }

    private static boolean isSame(ProviderObject one, ProviderObject other) {
        return one.id().equals(other.id())
                && one.provider().equals(other.provider())
                && one.kind() == other.kind()
                && one.owner().equals(other.owner());
    }

    private static RefusedException unavailable(String message) {
        return new RefusedException(new Refusal.Overloaded(message, RETRY_AFTER));
    }
}
