package io.piuptime.stores.sqlite;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.stores.rows.EntryRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The directory as rows, one an entry. The feed is the rows in the order of their last changes, so the two cannot disagree. */
public final class SqliteDirectoryStore implements DirectoryStore {
    private static final String SELECT = "SELECT " + EntryRows.COLUMNS + " FROM entries";
    private static final String FIND = SELECT + " WHERE kind = ? AND id = ?";
    private static final String AFTER = SELECT + " WHERE sequence > ? ORDER BY sequence LIMIT ?";
    private static final String NEXT = "SELECT coalesce(max(sequence), 0) + 1 FROM entries";
    private static final String REMOVE =
            "UPDATE entries SET removed = 1, body = x'', version = version + 1, sequence = ? WHERE kind = ? AND id = ?";

    private final SqliteStore store;

    public SqliteDirectoryStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public Change put(Entry entry, Expected expected) {
        return store.write(statements -> statements.inTransaction(within -> {
            Optional<Change> last = last(within, entry.kind(), entry.id());
            expected.checkWitness((kind, id) -> last(within, kind, id));
            expected.check(
                    entry.kind(),
                    entry.id(),
                    last.filter(change -> change.entry().isPresent()).map(Change::version));
            long number = next(within);
            PreparedStatement upsert = within.of(EntryRows.UPSERT);
            EntryRows.bind(upsert, entry, last.map(Change::version).orElse(0L) + 1, number, number);
            upsert.executeUpdate();
            return last(within, entry.kind(), entry.id()).orElseThrow();
        }));
    }

    @Override
    public Change remove(Kind kind, String id, Expected expected) {
        return store.write(statements -> statements.inTransaction(within -> {
            Optional<Change> last = last(within, kind, id);
            expected.checkWitness((other, name) -> last(within, other, name));
            expected.checkRemoval(kind, id, last);
            if (last.orElseThrow().entry().isEmpty()) {
                return last.get();
            }
            PreparedStatement remove = within.of(REMOVE);
            remove.setLong(1, next(within));
            remove.setString(2, EntryRows.code(kind));
            remove.setString(3, id);
            remove.executeUpdate();
            return last(within, kind, id).orElseThrow();
        }));
    }

    @Override
    public Optional<Change> find(Kind kind, String id) {
        return store.read(statements -> last(statements, kind, id));
    }

    @Override
    public Page list(Query query) {
        return store.read(statements -> {
            Conditions conditions = Conditions.of(query);
            PreparedStatement select = statements.of(SELECT + conditions.where() + " ORDER BY first LIMIT ?");
            long more = query.limit() + 1L;
            select.setLong(conditions.bind(select), more);
            List<Change> changes = new ArrayList<>();
            long rows = 0;
            long cursor = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && ++rows < more) {
                    EntryRows.change(row).ifPresent(changes::add);
                    cursor = row.getLong(7);
                }
            }
            return new Page(changes, rows == more ? Optional.of(cursor) : Optional.empty());
        });
    }

    @Override
    public List<Change> changesAfter(long sequence, int limit) {
        return store.read(statements -> {
            List<Change> changes = new ArrayList<>();
            long from = sequence;
            int rows = limit;
            // a batch of rows that are all unknown here must not look like the end of the feed
            while (changes.isEmpty() && rows == limit) {
                rows = 0;
                PreparedStatement select = statements.of(AFTER);
                select.setLong(1, from);
                select.setInt(2, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows++;
                        from = row.getLong(4);
                        EntryRows.change(row).ifPresent(changes::add);
                    }
                }
            }
            return changes;
        });
    }

    private static Optional<Change> last(Statements statements, Kind kind, String id) throws SQLException {
        PreparedStatement select = statements.of(FIND);
        select.setString(1, EntryRows.code(kind));
        select.setString(2, id);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? EntryRows.change(row) : Optional.empty();
        }
    }

    private static long next(Statements statements) throws SQLException {
        try (ResultSet rows = statements.of(NEXT).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 1;
        }
    }
}
