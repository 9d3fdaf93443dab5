package io.piuptime.stores.rows;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Marks as rows, one each. */
public final class MarkRows {
    private static final String FIND = "SELECT mark FROM marks WHERE name = ?";
    private static final String CLAIM = "INSERT INTO marks (name, mark) VALUES (?,?) ON CONFLICT (name) DO NOTHING";
    private static final String SET =
            "INSERT INTO marks (name, mark) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET mark = excluded.mark";

    private MarkRows() {}

    public static Optional<String> find(Prepared statements, String name) throws SQLException {
        PreparedStatement select = statements.of(FIND);
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** Keeps a text if there is none. Returns the one that is there then. */
    public static String claim(Prepared statements, String name, String text) throws SQLException {
        put(statements.of(CLAIM), name, text);
        return find(statements, name).orElse(text);
    }

    /** Keeps a text. Returns how many. */
    public static int set(Prepared statements, String name, String text) throws SQLException {
        return put(statements.of(SET), name, text);
    }

    private static int put(PreparedStatement insert, String name, String text) throws SQLException {
        insert.setString(1, name);
        insert.setString(2, text);
        return insert.executeUpdate();
    }
}
