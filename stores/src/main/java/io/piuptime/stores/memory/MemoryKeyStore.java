package io.piuptime.stores.memory;

import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory. */
public final class MemoryKeyStore implements KeyStore {
    private final List<KeyChange> feed = new ArrayList<>();
    private final Map<String, KeyChange> last = new LinkedHashMap<>();

    @Override
    public synchronized KeyChange create(KeyEntry entry) {
        if (last.containsKey(entry.id())) {
            throw new IllegalArgumentException("key: " + entry.id() + " (expected: a new id)");
        }
        return append(entry);
    }

    @Override
    public synchronized Optional<KeyChange> revoke(String id, Instant at) {
        Optional<KeyChange> known = Optional.ofNullable(last.get(id));
        if (known.isEmpty() || known.get().entry().revokedAt().isPresent()) {
            return known;
        }
        return Optional.of(append(known.get().entry().revoked(at)));
    }

    @Override
    public synchronized List<KeyEntry> list() {
        return last.values().stream().map(KeyChange::entry).toList();
    }

    @Override
    public synchronized List<KeyChange> changesAfter(long sequence, int limit) {
        return feed.stream()
                .filter(change -> change.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    private KeyChange append(KeyEntry entry) {
        KeyChange change = new KeyChange(feed.size() + 1L, entry);
        feed.add(change);
        last.put(entry.id(), change);
        return change;
    }
}
