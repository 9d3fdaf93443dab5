package io.piuptime.stores.postgres;

import io.piuptime.stores.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbered steps that lead to the present schema. They only go forward, and only add: a node that knows fewer of them goes
 * on beside one that knows more, except that it changes nothing which people decide on.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final List<String> STEPS = List.of(
            "0001-usage.sql",
            "0002-objects.sql",
            "0003-entries.sql",
            "0004-attribution.sql",
            "0005-money.sql",
            "0006-revisions.sql",
            "0007-reservations.sql",
            "0008-crossings.sql",
            "0009-installation.sql",
            "0010-lineage.sql");

    /** Of the lock that lets one node take steps at a time. */
    private static final long LOCK = 0x7069757000000001L;

    /** Reads the catalogue as a table: by name, a server goes on denying what another node made in the middle of this. */
    private static final String TABLE = "SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'piup_schema'"
            + " AND relnamespace = current_schema()::regnamespace)";

    private final List<String> steps;

    Migrations() {
        this(STEPS);
    }

    /** Steps by the names of resources beside this class. */
    Migrations(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Brings a database to the present schema, one transaction a step; another node may do the same at this moment. A newer
     * schema is left as it is.
     */
    void apply(Connection connection, Object name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int taken = taken(statement);
            while (taken < steps.size()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
                taken = taken(statement);
                if (taken < steps.size()) {
                    statement.execute(text(steps.get(taken)));
                    statement.execute(
                            taken == 0
                                    ? "CREATE TABLE piup_schema AS SELECT 1 AS version"
                                    : "UPDATE piup_schema SET version = version + 1");
                    taken++;
                    LOG.info("{}: schema {} is in place", name, taken);
                }
                connection.commit();
            }
        }
    }

    /**
     * Refuses a change while a newer version of the gateway has extended the schema: it may have to say more than is known
     * here.
     */
    void refuseNewer(Connection connection, Object name) throws SQLException {
        int taken = taken(connection);
        if (taken > steps.size()) {
            throw new StoreUnavailable(name + ": schema " + taken + " (expected: at most " + steps.size()
                    + "): a newer version of Pi Uptime runs beside this one; change it there");
        }
    }

    /** How many steps a database has taken. */
    static int taken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return taken(statement);
        }
    }

    private static int taken(Statement statement) throws SQLException {
        try (ResultSet table = statement.executeQuery(TABLE)) {
            if (!table.next() || !table.getBoolean(1)) {
                return 0;
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT version FROM piup_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String text(String resource) {
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("migration: " + resource + " (expected: a resource beside the class)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
