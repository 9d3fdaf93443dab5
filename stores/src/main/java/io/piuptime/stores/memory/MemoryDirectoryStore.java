package io.piuptime.stores.memory;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The directory in memory. */
public final class MemoryDirectoryStore implements DirectoryStore {
    private final NavigableMap<Long, Row> bySequence = new TreeMap<>();
    private final NavigableMap<Long, Row> byFirst = new TreeMap<>();
    private final Map<Name, Row> byName = new HashMap<>();
    private long sequence;

    private record Name(Kind kind, String id) {}

    private record Row(long first, Change change) {}

    @Override
    public synchronized Change put(Entry entry, Expected expected) {
        Optional<Row> known = row(entry.kind(), entry.id());
        expected.checkWitness(this::find);
        expected.check(
                entry.kind(),
                entry.id(),
                known.map(Row::change)
                        .filter(change -> change.entry().isPresent())
                        .map(Change::version));
        return append(known, entry.kind(), entry.id(), Optional.of(entry));
    }

    @Override
    public synchronized Change remove(Kind kind, String id, Expected expected) {
        Optional<Row> known = row(kind, id);
        expected.checkWitness(this::find);
        expected.checkRemoval(kind, id, known.map(Row::change));
        Change last = known.orElseThrow().change();
        return last.entry().isEmpty() ? last : append(known, kind, id, Optional.empty());
    }

    @Override
    public synchronized Optional<Change> find(Kind kind, String id) {
        return row(kind, id).map(Row::change);
    }

    @Override
    public synchronized Page list(Query query) {
        int more = query.limit() == Integer.MAX_VALUE ? query.limit() : query.limit() + 1;
        List<Row> rows = byFirst.tailMap(query.after(), false).values().stream()
                .filter(row -> row.change().kind() == query.kind())
                .filter(row ->
                        row.change().entry().filter(entry -> fits(entry, query)).isPresent())
                .limit(more)
                .toList();
        List<Row> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
        return new Page(
                shown.stream().map(Row::change).toList(),
                rows.size() > shown.size() ? Optional.of(shown.getLast().first()) : Optional.empty());
    }

    @Override
    public synchronized List<Change> changesAfter(long after, int limit) {
        return bySequence.tailMap(after, false).values().stream()
                .limit(limit)
                .map(Row::change)
                .toList();
    }

    private static boolean fits(Entry entry, Query query) {
        return query.tenant().filter(tenant -> !tenant.equals(entry.tenant())).isEmpty()
                && query.parent()
                        .filter(parent -> !parent.equals(entry.parent()))
                        .isEmpty()
                && query.containing()
                        .filter(part -> !lower(entry.name()).contains(lower(part)))
                        .isEmpty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private Optional<Row> row(Kind kind, String id) {
        return Optional.ofNullable(byName.get(new Name(kind, id)));
    }

    private Change append(Optional<Row> known, Kind kind, String id, Optional<Entry> entry) {
        Change change = new Change(
                ++sequence, kind, id, known.map(row -> row.change().version()).orElse(0L) + 1, entry);
        Row row = new Row(known.map(Row::first).orElse(sequence), change);
        known.ifPresent(old -> bySequence.remove(old.change().sequence()));
        bySequence.put(sequence, row);
        byFirst.put(row.first(), row);
        byName.put(new Name(kind, id), row);
        return change;
    }
}
