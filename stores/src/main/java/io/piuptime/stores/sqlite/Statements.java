package io.piuptime.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The prepared statements of one connection, each prepared once. Used by one thread at a time. */
public final class Statements {
    /** Something to do with a database. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Statements statements) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** The statement of a text; there are few texts, all constants of ours. It stays open for the next time. */
    public PreparedStatement of(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }

    /** Does something whole or not at all. */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        of("BEGIN IMMEDIATE").executeUpdate();
        try {
            T outcome = work.on(this);
            of("COMMIT").executeUpdate();
            return outcome;
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    /** Some failures end the transaction by themselves; the first one is what counts. */
    private void rollBack(Exception first) {
        try {
            of("ROLLBACK").executeUpdate();
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    void close() throws SQLException {
        connection.close();
    }
}
