package io.piuptime.gateway.authenticate;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key store in memory that can be made to fail, and to keep only the last change of each key. */
final class FeedKeyStore implements KeyStore {
    private final List<KeyChange> feed = new ArrayList<>();
    private final Map<String, KeyChange> last = new LinkedHashMap<>();
    private final boolean compacting;
    private boolean gone;
    private boolean readOnly;
    private int asked;

    FeedKeyStore() {
        this(false);
    }

    FeedKeyStore(boolean compacting) {
        this.compacting = compacting;
    }

    synchronized void gone(boolean now) {
        gone = now;
    }

    synchronized void readOnly(boolean now) {
        readOnly = now;
    }

    synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized KeyChange create(KeyEntry entry) {
        answer();
        if (last.containsKey(entry.id())) {
            throw new IllegalArgumentException("key: " + entry.id() + " (expected: a new id)");
        }
        return add(entry);
    }

    @Override
    public synchronized Optional<KeyChange> revoke(String id, Instant at) {
        answer();
        Optional<KeyChange> known = Optional.ofNullable(last.get(id));
        return known.isEmpty() || known.get().entry().revokedAt().isPresent()
                ? known
                : Optional.of(add(known.get().entry().revoked(at)));
    }

    @Override
    public synchronized List<KeyEntry> list() {
        answer();
        return last.values().stream().map(KeyChange::entry).toList();
    }

    @Override
    public synchronized List<KeyChange> changesAfter(long sequence, int limit) {
        answer();
        asked++;
        return feed.stream()
                .filter(change -> change.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    private KeyChange add(KeyEntry entry) {
        if (readOnly) {
            throw new IllegalStateException("the database is read-only");
        }
        long sequence = feed.isEmpty() ? 1 : feed.getLast().sequence() + 1;
        if (compacting) {
            feed.removeIf(change -> change.entry().id().equals(entry.id()));
        }
        KeyChange change = new KeyChange(sequence, entry);
        feed.add(change);
        last.put(entry.id(), change);
        return change;
    }

    private void answer() {
        if (gone) {
            throw new IllegalStateException("the database is gone");
        }
    }
}
