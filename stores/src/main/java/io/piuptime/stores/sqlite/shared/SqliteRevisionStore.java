package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.Revision.Head;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revisions as rows, one each. */
public final class SqliteRevisionStore implements RevisionStore {
    private static final String HEAD = "number, at, published_by, why, restores";
    private static final String NEWEST = "SELECT coalesce(max(number), 0) FROM revisions";
    private static final String INSERT = "INSERT INTO revisions (" + HEAD + ", document) VALUES (?,?,?,?,?,?)";
    private static final String FIND = "SELECT " + HEAD + ", document FROM revisions WHERE number = ?";
    private static final String BEFORE =
            "SELECT " + HEAD + " FROM revisions WHERE number < ? ORDER BY number DESC LIMIT ?";

    private final SqliteStore store;

    public SqliteRevisionStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public long newest() {
        return store.read(SqliteRevisionStore::newest);
    }

    @Override
    public void add(Revision revision) {
        long before = store.write(statements -> statements.inTransaction(within -> {
            long newest = newest(within);
            if (revision.head().number() == newest + 1) {
                insert(within, revision);
            }
            return newest;
        }));
        if (revision.head().number() != before + 1) {
            throw new TakenException(revision.head().number(), before);
        }
    }

    @Override
    public Optional<Revision> find(long number) {
        return store.read(statements -> {
            PreparedStatement select = statements.of(FIND);
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Revision(head(row), row.getString(6))) : Optional.empty();
            }
        });
    }

    @Override
    public List<Head> before(long number, int limit) {
        return store.read(statements -> {
            PreparedStatement select = statements.of(BEFORE);
            select.setLong(1, number);
            select.setInt(2, limit);
            List<Head> heads = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    heads.add(head(rows));
                }
            }
            return List.copyOf(heads);
        });
    }

    private static long newest(Statements statements) throws SQLException {
        try (ResultSet row = statements.of(NEWEST).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void insert(Statements statements, Revision revision) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        insert.setLong(1, revision.head().number());
        insert.setLong(2, revision.head().at());
        insert.setString(3, revision.head().by());
        insert.setString(4, revision.head().why());
        if (revision.head().restores().isPresent()) {
            insert.setLong(5, revision.head().restores().get());
        } else {
            insert.setNull(5, Types.INTEGER);
        }
        insert.setString(6, revision.document());
        insert.executeUpdate();
    }

    private static Head head(ResultSet row) throws SQLException {
        long restores = row.getLong(5);
        Optional<Long> restored = row.wasNull() ? Optional.empty() : Optional.of(restores);
        return new Head(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), restored);
    }
}
