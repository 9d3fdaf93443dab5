package io.piuptime.control;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.stores.memory.MemoryDirectoryStore;
import java.util.List;
import java.util.Optional;

/** A directory in memory that can be made to fail. */
public final class SwitchedStore implements DirectoryStore {
    private final DirectoryStore store = new MemoryDirectoryStore();
    private volatile boolean gone;

    public void gone(boolean now) {
        gone = now;
    }

    /** Its keys, as they are. */
    public List<KeyEntry> keys() {
        return store.list(Query.all(Kind.KEY)).changes().stream()
                .map(change -> (KeyEntry) change.entry().orElseThrow())
                .toList();
    }

    @Override
    public Change put(Entry entry, Expected expected) {
        return answering().put(entry, expected);
    }

    @Override
    public Change remove(Kind kind, String id, Expected expected) {
        return answering().remove(kind, id, expected);
    }

    @Override
    public Optional<Change> find(Kind kind, String id) {
        return answering().find(kind, id);
    }

    @Override
    public Page list(Query query) {
        return answering().list(query);
    }

    @Override
    public List<Change> changesAfter(long sequence, int limit) {
        return answering().changesAfter(sequence, limit);
    }

    private DirectoryStore answering() {
        if (gone) {
            throw new IllegalStateException("SELECT hash FROM secret_table failed at jdbc:sqlite:/secret/path");
        }
        return store;
    }
}
