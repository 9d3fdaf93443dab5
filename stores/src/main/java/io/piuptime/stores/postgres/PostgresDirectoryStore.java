package io.piuptime.stores.postgres;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.EntryRows;
import io.piuptime.stores.rows.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The directory as rows, one an entry. What belongs to a tenant is read and written in a transaction that sees nothing else. */
public final class PostgresDirectoryStore implements DirectoryStore {
    private static final String SELECT = "SELECT " + EntryRows.COLUMNS + " FROM entries";
    private static final String FIND = SELECT + " WHERE kind = ? AND id = ?";
    private static final String AFTER = SELECT + " WHERE sequence > ? ORDER BY sequence LIMIT ?";
    private static final String REMOVE =
            "UPDATE entries SET removed = 1, body = '', version = version + 1, sequence = ? WHERE kind = ? AND id = ?";
    private static final String LOCK = "SELECT last + 1 FROM entries_feed FOR UPDATE";
    private static final String NOTE = "UPDATE entries_feed SET last = last + 1";

    private final PostgresStore store;

    public PostgresDirectoryStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Change put(Entry entry, Expected expected) {
        return store.change(new Scope(entry.tenant()), connection -> {
            long number = next(connection);
            Optional<Change> last = last(connection, entry.kind(), entry.id());
            expected.checkWitness((kind, id) -> last(connection, kind, id));
            expected.check(
                    entry.kind(),
                    entry.id(),
                    last.filter(change -> change.entry().isPresent()).map(Change::version));
            try (PreparedStatement upsert = connection.prepareStatement(EntryRows.UPSERT)) {
                EntryRows.bind(upsert, entry, last.map(Change::version).orElse(0L) + 1, number, number);
                upsert.executeUpdate();
            } catch (SQLException e) {
                if (Failures.isOutOfScope(e)) {
                    throw new Conflict(entry.kind().id() + " " + entry.id() + ": of another tenant (expected: none)");
                }
                throw e;
            }
            note(connection);
            return last(connection, entry.kind(), entry.id()).orElseThrow();
        });
    }

    @Override
    public Change remove(Kind kind, String id, Expected expected) {
        return store.change(Scope.EVERYWHERE, connection -> {
            long number = next(connection);
            Optional<Change> last = last(connection, kind, id);
            expected.checkWitness((other, name) -> last(connection, other, name));
            expected.checkRemoval(kind, id, last);
            if (last.orElseThrow().entry().isEmpty()) {
                return last.get();
            }
            try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                remove.setLong(1, number);
                remove.setString(2, EntryRows.code(kind));
                remove.setString(3, Texts.storable(id));
                remove.executeUpdate();
            }
            note(connection);
            return last(connection, kind, id).orElseThrow();
        });
    }

    @Override
    public Optional<Change> find(Kind kind, String id) {
        return store.run(Scope.EVERYWHERE, connection -> last(connection, kind, id));
    }

    @Override
    public Page list(Query query) {
        Conditions conditions = Conditions.of(query);
        Scope scope = query.tenant().map(Scope::new).orElse(Scope.EVERYWHERE);
        return store.run(scope, connection -> {
            String text = SELECT + conditions.where() + " ORDER BY first LIMIT ?";
            try (PreparedStatement select = connection.prepareStatement(text)) {
                long more = query.limit() + 1L;
                select.setLong(conditions.bind(select), more);
                return page(select, more);
            }
        });
    }

    @Override
    public List<Change> changesAfter(long sequence, int limit) {
        return store.run(Scope.EVERYWHERE, connection -> {
            List<Change> changes = new ArrayList<>();
            long from = sequence;
            int rows = limit;
            // a batch of rows that are all unknown here must not look like the end of the feed
            while (changes.isEmpty() && rows == limit) {
                rows = 0;
                try (PreparedStatement select = connection.prepareStatement(AFTER)) {
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
            }
            return changes;
        });
    }

    private static Page page(PreparedStatement select, long more) throws SQLException {
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
    }

    private static Optional<Change> last(Connection connection, Kind kind, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, EntryRows.code(kind));
            select.setString(2, Texts.storable(id));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? EntryRows.change(row) : Optional.empty();
            }
        }
    }

    /** The number of the change that this transaction makes, if it makes one. Others wait until it is visible. */
    private static long next(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("entries_feed: no row (expected: one)");
            }
            return row.getLong(1);
        }
    }

    private static void note(Connection connection) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.executeUpdate();
        }
    }
}
