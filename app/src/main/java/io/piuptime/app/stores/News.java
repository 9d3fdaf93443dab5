package io.piuptime.app.stores;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A directory that tells other nodes when it was changed here, so that they need not wait for their next look.
 *
 * @param telling tells them; fails nothing
 */
public record News(DirectoryStore store, Runnable telling) implements DirectoryStore {
    @Override
    public Change put(Entry entry, Expected expected) {
        Change change = store.put(entry, expected);
        telling.run();
        return change;
    }

    @Override
    public Change remove(Kind kind, String id, Expected expected) {
        Change change = store.remove(kind, id, expected);
        telling.run();
        return change;
    }

    @Override
    public Optional<Change> find(Kind kind, String id) {
        return store.find(kind, id);
    }

    @Override
    public Page list(Query query) {
        return store.list(query);
    }

    @Override
    public List<Change> changesAfter(long sequence, int limit) {
        return store.changesAfter(sequence, limit);
    }
}
