package io.piuptime.stores.postgres;

import io.piuptime.stores.rows.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The statements of one transaction, each made ready once and closed with it. */
final class OpenStatements implements Prepared, AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> open = new HashMap<>();

    OpenStatements(Connection connection) {
        this.connection = connection;
    }

    @Override
    public PreparedStatement of(String sql) throws SQLException {
        PreparedStatement known = open.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement made = connection.prepareStatement(sql);
        open.put(sql, made);
        return made;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : open.values()) {
            statement.close();
        }
    }
}
