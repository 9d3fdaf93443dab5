package io.piuptime.stores.rows;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.Revision.Head;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revisions as rows, one each. */
public final class RevisionRows {
    /** Columns that {@link #bind} binds, in its order. */
    public static final String COLUMNS = "number, at, published_by, why, restores, document";

    /** The number of the newest, as a query in itself. */
    public static final String NEWEST = "SELECT coalesce(max(number), 0) FROM revisions";

    private static final String HEAD = "number, at, published_by, why, restores";
    private static final String FIND = "SELECT " + COLUMNS + " FROM revisions WHERE number = ?";
    private static final String BEFORE =
            "SELECT " + HEAD + " FROM revisions WHERE number < ? ORDER BY number DESC LIMIT ?";

    private RevisionRows() {}

    /** Binds a revision to the first six parameters. */
    public static void bind(PreparedStatement insert, Revision revision) throws SQLException {
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
    }

    /** The number of the newest revision; 0 if there is none. */
    public static long newest(Prepared statements) throws SQLException {
        try (ResultSet row = statements.of(NEWEST).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The revision of a number. */
    public static Optional<Revision> find(Prepared statements, long number) throws SQLException {
        PreparedStatement select = statements.of(FIND);
        select.setLong(1, number);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Revision(head(row), row.getString(6))) : Optional.empty();
        }
    }

    /** Heads with numbers below the given one, the newest first. */
    public static List<Head> before(Prepared statements, long number, int limit) throws SQLException {
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
    }

    private static Head head(ResultSet row) throws SQLException {
        long restores = row.getLong(5);
        Optional<Long> restored = row.wasNull() ? Optional.empty() : Optional.of(restores);
        return new Head(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), restored);
    }
}
