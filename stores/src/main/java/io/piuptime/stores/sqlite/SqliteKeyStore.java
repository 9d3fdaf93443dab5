package io.piuptime.stores.sqlite;

import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys as the feed of their changes: the last change of a key is the key as it is now, so the two cannot disagree. */
public final class SqliteKeyStore implements KeyStore {
    private static final String SELECT = "SELECT " + KeyRows.COLUMNS + " FROM key_changes ";
    private static final String LAST_OF_KEY = SELECT + "WHERE key_id = ? ORDER BY sequence DESC LIMIT 1";
    private static final String AFTER = SELECT + "WHERE sequence > ? ORDER BY sequence LIMIT ?";
    private static final String LIST = SELECT
            + "JOIN (SELECT min(sequence) AS first, max(sequence) AS last FROM key_changes GROUP BY key_id)"
            + " ON sequence = last ORDER BY first";
    private static final String NEXT = "SELECT coalesce(max(sequence), 0) + 1 FROM key_changes";

    private final SqliteStore store;

    public SqliteKeyStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public KeyChange create(KeyEntry entry) {
        return store.write(statements -> statements.inTransaction(within -> {
            if (last(within, entry.id()).isPresent()) {
                throw new IllegalArgumentException("key: " + entry.id() + " (expected: a new id)");
            }
            return append(within, entry);
        }));
    }

    @Override
    public Optional<KeyChange> revoke(String id, Instant at) {
        return store.write(statements -> statements.inTransaction(within -> {
            Optional<KeyChange> last = last(within, id);
            if (last.isEmpty() || last.get().entry().revokedAt().isPresent()) {
                return last;
            }
            return Optional.of(append(within, last.get().entry().revoked(at)));
        }));
    }

    @Override
    public List<KeyEntry> list() {
        return store.read(statements ->
                changes(statements.of(LIST)).stream().map(KeyChange::entry).toList());
    }

    @Override
    public List<KeyChange> changesAfter(long sequence, int limit) {
        return store.read(statements -> {
            PreparedStatement select = statements.of(AFTER);
            select.setLong(1, sequence);
            select.setInt(2, limit);
            return changes(select);
        });
    }

    private static Optional<KeyChange> last(Statements statements, String id) throws SQLException {
        PreparedStatement select = statements.of(LAST_OF_KEY);
        select.setString(1, id);
        return changes(select).stream().findFirst();
    }

    /** Adds a change and returns it as it was written: moments are kept to the microsecond. */
    private static KeyChange append(Statements statements, KeyEntry entry) throws SQLException {
        PreparedStatement insert = statements.of(KeyRows.INSERT);
        KeyRows.bind(insert, new KeyChange(next(statements), entry));
        insert.executeUpdate();
        return last(statements, entry.id()).orElseThrow();
    }

    private static long next(Statements statements) throws SQLException {
        try (ResultSet rows = statements.of(NEXT).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 1;
        }
    }

    private static List<KeyChange> changes(PreparedStatement select) throws SQLException {
        List<KeyChange> changes = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                changes.add(KeyRows.change(rows));
            }
        }
        return changes;
    }
}
