package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.key.KeyPermission;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.rows.EntryRows;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.UsageRows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final List<String> FIRST = List.of("0001-usage.sql");
    private static final List<String> BOTH = List.of("0001-usage.sql", "0002-keys.sql");

    private static final List<String> BEFORE_ENTRIES = List.of(
            "0001-usage.sql",
            "0002-keys.sql",
            "0003-cost.sql",
            "0004-permissions.sql",
            "0005-objects.sql",
            "0006-trail.sql");

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void an_empty_database_takes_all_steps() throws SQLException {
        new Migrations().apply(connection, "test.db");

        assertThat(texts("SELECT name FROM sqlite_schema WHERE type = 'table'"))
                .containsExactlyInAnyOrder(
                        "usage",
                        "entries",
                        "provider_objects",
                        "revisions",
                        "nodes",
                        "money_nodes",
                        "money_leases",
                        "money_crossings",
                        "marks",
                        "answers");
        assertThat(texts("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"))
                .containsExactlyInAnyOrder(
                        "usage_of_key",
                        "usage_of_tenant",
                        "objects_by_expiry",
                        "entries_by_sequence",
                        "entries_in_order",
                        "entries_of_tenant",
                        "entries_below",
                        "money_leases_by_node",
                        "money_crossings_due",
                        "answers_at");
        assertThat(texts("PRAGMA user_version")).containsExactly("13");
    }

    @Test
    void an_older_database_takes_the_steps_that_are_missing_and_keeps_its_rows() throws SQLException {
        new Migrations(FIRST).apply(connection, "test.db");
        execute("INSERT INTO usage VALUES ('1',1,'','','','',200,'complete','',0,0,0,0,0,'unknown','',1,1,1,1,1,1)");

        new Migrations(BOTH).apply(connection, "test.db");

        assertThat(texts("SELECT id FROM usage")).containsExactly("1");
        assertThat(texts("PRAGMA user_version")).containsExactly("2");
    }

    @Test
    void a_row_from_before_costs_were_known_has_none() throws SQLException {
        new Migrations(BOTH).apply(connection, "test.db");
        execute("INSERT INTO usage VALUES ('1',1,'','','','',200,'complete','',0,5,6,0,0,'reported','',1,1,1,1,1,1)");

        new Migrations().apply(connection, "test.db");

        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + UsageRows.COLUMNS + " FROM usage")) {
            assertThat(row.next()).isTrue();
            UsageRecord usage = UsageRows.record(row);
            assertThat(usage.charge()).isEmpty();
            assertThat(usage.tokens()).isEqualTo(new Tokens(5, 6, 0, 0, Tokens.Source.REPORTED));
        }
    }

    @Test
    void keys_from_before_the_directory_are_carried_over_with_their_numbers() throws SQLException {
        new Migrations(BEFORE_ENTRIES).apply(connection, "test.db");
        execute("INSERT INTO key_changes VALUES (1,'a','an ann','h-a','1:m6:gpt-4*',5,NULL,NULL,''),"
                + " (2,'b','bob','h-b','',6,7000000,NULL,'11:passthrough'),"
                + " (3,'a','an ann','h-a','1:m6:gpt-4*',5,NULL,8,'')");

        new Migrations().apply(connection, "test.db");

        KeyEntry a = new KeyEntry(
                "a", "an ann", "h-a", List.of("m", "gpt-4*"), moment(5), Optional.empty(), Optional.of(moment(8)));
        KeyEntry b = new KeyEntry(
                "b",
                "bob",
                "h-b",
                List.of(),
                Set.of(KeyPermission.PASSTHROUGH),
                moment(6),
                Optional.of(moment(7_000_000)),
                Optional.empty());
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + EntryRows.COLUMNS + " FROM entries ORDER BY first")) {
            assertThat(row.next()).isTrue();
            assertThat(EntryRows.change(row)).contains(new Change(3, Kind.KEY, "a", 2, Optional.of(a)));
            assertThat(row.next()).isTrue();
            assertThat(EntryRows.change(row)).contains(new Change(2, Kind.KEY, "b", 1, Optional.of(b)));
            assertThat(row.next()).isFalse();
        }
    }

    private static Instant moment(long micros) {
        return Micros.instant(micros);
    }

    @Test
    void the_present_database_takes_no_step() throws SQLException {
        new Migrations(BOTH).apply(connection, "test.db");
        new Migrations(BOTH).apply(connection, "test.db");

        assertThat(texts("PRAGMA user_version")).containsExactly("2");
    }

    @Test
    void a_step_that_fails_leaves_the_database_as_it_was() throws SQLException {
        execute("CREATE TABLE key_changes (sequence INTEGER)");

        assertThatThrownBy(() -> new Migrations(BOTH).apply(connection, "test.db"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("key_changes");
        execute("ROLLBACK");

        assertThat(texts("PRAGMA user_version")).containsExactly("1");
        assertThat(texts("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"))
                .containsExactly("usage_of_key");
    }

    @Test
    void a_reader_refuses_a_database_that_is_not_ready() throws SQLException {
        new Migrations(FIRST).apply(connection, "test.db");

        assertThatThrownBy(() -> new Migrations(BOTH).check(connection, "test.db"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("test.db: schema 1 (expected: 2)");
    }

    @Test
    void refuses_a_newer_database() throws SQLException {
        new Migrations(BOTH).apply(connection, "test.db");

        assertThatThrownBy(() -> new Migrations(FIRST).apply(connection, "test.db"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("test.db: schema 2 (expected: at most 1): a newer version");
    }

    @Test
    void a_step_that_is_not_there_is_a_fault_of_ours() {
        assertThatThrownBy(() -> new Migrations(List.of("0001-none.sql")).apply(connection, "test.db"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0001-none.sql");
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
