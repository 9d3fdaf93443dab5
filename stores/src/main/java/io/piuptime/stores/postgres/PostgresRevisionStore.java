package io.piuptime.stores.postgres;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.Revision.Head;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revisions as rows, one each. */
public final class PostgresRevisionStore implements RevisionStore {
    private static final String HEAD = "number, at, published_by, why, restores";
    private static final String NEWEST = "SELECT coalesce(max(number), 0) FROM revisions";
    private static final String INSERT = "INSERT INTO revisions (" + HEAD + ", document)"
            + " SELECT ?,?,?,?,?,? WHERE ? = (" + NEWEST + ") + 1 ON CONFLICT (number) DO NOTHING";
    private static final String FIND = "SELECT " + HEAD + ", document FROM revisions WHERE number = ?";
    private static final String BEFORE =
            "SELECT " + HEAD + " FROM revisions WHERE number < ? ORDER BY number DESC LIMIT ?";

    private final PostgresStore store;

    public PostgresRevisionStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public long newest() {
        return store.run(Scope.EVERYWHERE, PostgresRevisionStore::newest);
    }

    @Override
    public void add(Revision revision) {
        Optional<Long> other = store.change(
                Scope.EVERYWHERE,
                connection -> insert(connection, revision) ? Optional.empty() : Optional.of(newest(connection)));
        if (other.isPresent()) {
            throw new TakenException(revision.head().number(), other.get());
        }
    }

    @Override
    public Optional<Revision> find(long number) {
        return store.run(Scope.EVERYWHERE, connection -> find(connection, number));
    }

    @Override
    public List<Head> before(long number, int limit) {
        return store.run(Scope.EVERYWHERE, connection -> {
            List<Head> heads = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(BEFORE)) {
                select.setLong(1, number);
                select.setInt(2, limit);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        heads.add(head(rows));
                    }
                }
            }
            return List.copyOf(heads);
        });
    }

    private static long newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Optional<Revision> find(Connection connection, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Revision(head(row), row.getString(6))) : Optional.empty();
            }
        }
    }

    private static boolean insert(Connection connection, Revision revision) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, revision.head().number());
            insert.setLong(2, revision.head().at());
            insert.setString(3, Texts.storable(revision.head().by()));
            insert.setString(4, Texts.storable(revision.head().why()));
            if (revision.head().restores().isPresent()) {
                insert.setLong(5, revision.head().restores().get());
            } else {
                insert.setNull(5, Types.BIGINT);
            }
            insert.setString(6, Texts.storable(revision.document()));
            insert.setLong(7, revision.head().number());
            return insert.executeUpdate() == 1;
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        long restores = row.getLong(5);
        Optional<Long> restored = row.wasNull() ? Optional.empty() : Optional.of(restores);
        return new Head(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), restored);
    }
}
