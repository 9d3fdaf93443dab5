package io.piuptime.stores.sqlite;

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

/** The numbered steps that lead to the present schema. They only go forward; the file remembers how many it has taken. */
final class Migrations {
    private static final String ENTRIES = "0007-entries.sql";
    private static final List<String> STEPS = List.of(
            "0001-usage.sql",
            "0002-keys.sql",
            "0003-cost.sql",
            "0004-permissions.sql",
            "0005-objects.sql",
            "0006-trail.sql",
            ENTRIES,
            "0008-attribution.sql",
            "0009-money.sql",
            "0010-revisions.sql",
            "0011-reservations.sql",
            "0012-crossings.sql",
            "0013-installation.sql");

    private final List<String> steps;

    Migrations() {
        this(STEPS);
    }

    /** Steps by the names of resources beside this class. */
    Migrations(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Brings a database to the present schema, one transaction a step. */
    void apply(Connection connection, Object name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int taken = version(statement);
            refuseNewer(taken, name);
            for (int step = taken; step < steps.size(); step++) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                if (version(statement) == step) {
                    statement.executeUpdate(text(steps.get(step)));
                    if (steps.get(step).equals(ENTRIES)) {
                        KeyChanges.carryOver(connection);
                    }
                    statement.executeUpdate("PRAGMA user_version = " + (step + 1));
                }
                statement.executeUpdate("COMMIT");
            }
        }
    }

    /** Refuses a database that has not exactly the present schema. */
    void check(Connection connection, Object name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int taken = version(statement);
            refuseNewer(taken, name);
            if (taken < steps.size()) {
                throw new StoreUnavailable(name + ": schema " + taken + " (expected: " + steps.size() + ")");
            }
        }
    }

    private void refuseNewer(int taken, Object name) {
        if (taken > steps.size()) {
            throw new StoreUnavailable(name + ": schema " + taken + " (expected: at most " + steps.size()
                    + "): a newer version of Pi Uptime wrote it; run that version, or use another data folder");
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
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
