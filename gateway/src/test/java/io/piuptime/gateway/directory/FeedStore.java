package io.piuptime.gateway.directory;

import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store of the directory in memory that can be made to fail. */
final class FeedStore implements DirectoryStore {
    private final Map<String, Change> last = new LinkedHashMap<>();
    private long sequence;
    private boolean gone;
    private boolean readOnly;
    private int asked;

    synchronized void gone(boolean now) {
        gone = now;
    }

    synchronized void readOnly(boolean now) {
        readOnly = now;
    }

    /** How often changes were asked for. */
    synchronized int asked() {
        return asked;
    }

    Change create(Entry entry) {
        return put(entry, Expected.NEW);
    }

    synchronized void revoke(String id, Instant at) {
        put(key(id).revoked(at), Expected.ANY);
    }

    synchronized KeyEntry key(String id) {
        return (KeyEntry) find(Kind.KEY, id).flatMap(Change::entry).orElseThrow();
    }

    /** All that is there, of whatever kind. */
    synchronized List<Entry> entries() {
        return last.values().stream().flatMap(change -> change.entry().stream()).toList();
    }

    @Override
    public synchronized Change put(Entry entry, Expected expected) {
        Optional<Change> known = find(entry.kind(), entry.id());
        expected.check(
                entry.kind(),
                entry.id(),
                known.filter(change -> change.entry().isPresent()).map(Change::version));
        return add(entry.kind(), entry.id(), known, Optional.of(entry));
    }

    @Override
    public synchronized Change remove(Kind kind, String id, Expected expected) {
        Optional<Change> known = find(kind, id);
        expected.checkRemoval(kind, id, known);
        return add(kind, id, known, Optional.empty());
    }

    @Override
    public synchronized Optional<Change> find(Kind kind, String id) {
        answer();
        return Optional.ofNullable(last.get(kind + id));
    }

    @Override
    public synchronized Page list(Query query) {
        answer();
        return new Page(
                last.values().stream()
                        .filter(change ->
                                change.kind() == query.kind() && change.entry().isPresent())
                        .toList(),
                Optional.empty());
    }

    @Override
    public synchronized List<Change> changesAfter(long after, int limit) {
        answer();
        asked++;
        return new ArrayList<>(last.values())
                .stream()
                        .filter(change -> change.sequence() > after)
                        .sorted(Comparator.comparingLong(Change::sequence))
                        .limit(limit)
                        .toList();
    }

    private Change add(Kind kind, String id, Optional<Change> known, Optional<Entry> entry) {
        answer();
        if (readOnly) {
            throw new IllegalStateException("the database is read-only");
        }
        Change change =
                new Change(++sequence, kind, id, known.map(Change::version).orElse(0L) + 1, entry);
        last.put(kind + id, change);
        return change;
    }

    private void answer() {
        if (gone) {
            throw new IllegalStateException("the database is gone");
        }
    }
}
