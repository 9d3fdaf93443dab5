package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Kind;
import io.piuptime.testkit.contracts.DirectoryStoreContract;
import io.piuptime.testkit.contracts.SampleEntries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDirectoryStoreTest implements DirectoryStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore database;
    private SqliteDirectoryStore store;

    @BeforeEach
    void open() {
        database = new SqliteFolder(folder).opened();
        store = new SqliteDirectoryStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public DirectoryStore store() {
        return store;
    }

    @Test
    void numbers_go_on_after_a_restart_though_the_last_entry_was_removed() {
        store.put(SampleEntries.key("a"), Expected.NEW);
        store.remove(Kind.KEY, "a", Expected.ANY);
        database.close();
        open();

        assertThat(store.put(SampleEntries.key("b"), Expected.NEW).sequence()).isEqualTo(3);
    }

    @Test
    void passes_over_what_a_newer_program_wrote_without_ending_the_feed() throws SQLException {
        store.put(SampleEntries.key("a"), Expected.NEW);
        store.put(SampleEntries.key("b"), Expected.NEW);
        store.put(SampleEntries.key("c"), Expected.NEW);
        execute("UPDATE entries SET kind = 'X' WHERE id = 'a'");
        execute("UPDATE entries SET body = x'7f' WHERE id = 'b'");

        assertThat(store.changesAfter(0, 1)).extracting(Change::id).containsExactly("c");
        assertThat(store.changesAfter(0, 2)).extracting(Change::id).containsExactly("c");
        assertThat(store.list(Query.all(Kind.KEY)).changes())
                .extracting(Change::id)
                .containsExactly("c");
        assertThat(store.find(Kind.KEY, "b")).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(new SqliteFolder(folder).url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
