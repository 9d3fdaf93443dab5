package io.piuptime.control;

import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key store in memory that can be made to fail. */
public final class MemoryKeyStore implements KeyStore {
    private final List<KeyChange> feed = new ArrayList<>();
    private final Map<String, KeyChange> last = new LinkedHashMap<>();
    private boolean gone;

    public synchronized void gone(boolean now) {
        gone = now;
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
        return feed.stream()
                .filter(change -> change.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    private KeyChange add(KeyEntry entry) {
        KeyChange change = new KeyChange(feed.size() + 1L, entry);
        feed.add(change);
        last.put(entry.id(), change);
        return change;
    }

    private void answer() {
        if (gone) {
            throw new IllegalStateException("SELECT hash FROM secret_table failed at jdbc:sqlite:/secret/path");
        }
    }
}
