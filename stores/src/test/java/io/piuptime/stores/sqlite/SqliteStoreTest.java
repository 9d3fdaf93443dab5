package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.rows.UsageRows;
import io.piuptime.testkit.contracts.SampleUsage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    @TempDir
    private Path temporary;

    private SqliteFolder folder;
    private SqliteStore store;
    private SqliteUsageStore usage;

    @BeforeEach
    void make() {
        folder = new SqliteFolder(temporary.resolve("data"));
        store = folder.closed();
        usage = new SqliteUsageStore(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void touches_nothing_and_refuses_calls_before_it_is_opened() {
        assertThat(folder.folder()).doesNotExist();
        assertThatThrownBy(() -> usage.page(UsageQuery.newest(1)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("not open yet");
        assertThatThrownBy(() -> usage.add(SampleUsage.records(0, 1))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void is_opened_on_another_thread() throws InterruptedException {
        Thread opening = Thread.ofPlatform().start(store::open);
        opening.join();

        assertThat(usage.add(SampleUsage.records(0, 1))).isEqualTo(1);
    }

    @Test
    void refuses_calls_after_it_is_closed() {
        store.open();
        store.close();

        assertThatThrownBy(() -> usage.add(SampleUsage.records(0, 1)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("it is closed");
    }

    @Test
    void writes_ahead_and_forces_every_commit() {
        store.open();

        assertThat(number("PRAGMA synchronous")).isEqualTo(2);
        assertThat(number("PRAGMA busy_timeout")).isEqualTo(5_000);
        assertThat(store.<String>write(statements -> {
                    try (ResultSet rows = statements.of("PRAGMA journal_mode").executeQuery()) {
                        return rows.getString(1);
                    }
                }))
                .isEqualTo("wal");
    }

    @Test
    void the_driver_unpacks_its_library_where_it_is_told() {
        store.open();

        assertThat(System.getProperty("org.sqlite.tmpdir"))
                .isEqualTo(folder.folder().resolve("native").toString());
    }

    @Test
    void work_is_done_on_platform_threads_of_its_own() throws InterruptedException {
        store.open();
        var virtual = new boolean[2];
        Thread caller = Thread.ofVirtual().start(() -> {
            virtual[0] = store.write(_ -> Thread.currentThread().isVirtual());
            virtual[1] = store.read(_ -> Thread.currentThread().isVirtual());
        });
        caller.join();

        assertThat(virtual).containsExactly(false, false);
    }

    @Test
    @Timeout(20)
    void a_page_is_read_while_a_batch_is_written() throws InterruptedException {
        store.open();
        usage.add(SampleUsage.records(0, 10));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread writing = Thread.ofPlatform()
                .start(() -> store.write(statements -> statements.inTransaction(_ -> {
                    inside.countDown();
                    await(goOn);
                    return true;
                })));
        inside.await();

        assertThat(usage.page(UsageQuery.newest(100)).records()).hasSize(10);

        goOn.countDown();
        writing.join();
    }

    @Test
    void what_fails_in_a_transaction_leaves_nothing_behind() {
        store.open();

        assertThatThrownBy(() -> store.write(statements -> statements.inTransaction(within -> {
                    var insert = within.of(UsageRows.insert(1));
                    UsageRows.bind(insert, 0, SampleUsage.record(1));
                    insert.executeUpdate();
                    throw new SQLException("the disk failed");
                })))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the disk failed");

        assertThat(usage.page(UsageQuery.newest(1)).records()).isEmpty();
        assertThat(usage.add(List.of(SampleUsage.record(1)))).isEqualTo(1);
    }

    @Test
    void refuses_a_database_of_a_newer_version_and_leaves_it_alone() throws SQLException {
        store.open();
        usage.add(SampleUsage.records(0, 3));
        store.close();
        execute("PRAGMA user_version = 99");

        try (SqliteStore older = folder.closed()) {
            assertThatThrownBy(older::open)
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("schema 99 (expected: at most 13)")
                    .hasMessageContaining("newer version of Pi Uptime");
            SqliteUsageStore refused = new SqliteUsageStore(older);
            assertThatThrownBy(() -> refused.add(SampleUsage.records(3, 4))).hasMessageContaining("schema 99");
            assertThatThrownBy(() -> refused.page(UsageQuery.newest(1))).hasMessageContaining("schema 99");
        }

        execute("PRAGMA user_version = 13");
        try (SqliteStore same = folder.opened()) {
            assertThat(new SqliteUsageStore(same).page(UsageQuery.newest(10)).records())
                    .hasSize(3);
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_not_touched() throws IOException {
        byte[] garbage = "no database, but long enough to look at ".repeat(200).getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(folder.folder());
        Files.write(folder.file(), garbage);

        assertThatThrownBy(store::open)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(folder.file().toString())
                .hasMessageContaining("not a database");
        assertThatThrownBy(() -> usage.page(UsageQuery.newest(1))).isInstanceOf(StoreUnavailable.class);
        assertThat(folder.file()).hasBinaryContent(garbage);
    }

    @Test
    void works_by_itself_when_a_file_that_was_no_database_is_gone() throws IOException {
        Files.createDirectories(folder.folder());
        Files.writeString(folder.file(), "no database, but long enough to look at ".repeat(200));
        assertThatThrownBy(store::open).isInstanceOf(StoreUnavailable.class);

        Files.delete(folder.file());

        assertThat(usage.add(SampleUsage.records(0, 2))).isEqualTo(2);
        assertThat(usage.page(UsageQuery.newest(10)).records()).hasSize(2);
    }

    @Test
    void does_not_go_on_with_a_file_that_was_deleted() throws IOException {
        store.open();
        usage.add(SampleUsage.records(0, 2));
        assertThat(usage.page(UsageQuery.newest(10)).records()).hasSize(2);

        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(folder.file() + suffix));
        }

        assertThatThrownBy(() -> usage.page(UsageQuery.newest(1))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> usage.add(SampleUsage.records(2, 3))).isInstanceOf(StoreUnavailable.class);
        assertThat(usage.add(SampleUsage.records(2, 3))).isEqualTo(1);
        assertThat(usage.page(UsageQuery.newest(10)).records()).containsExactly(SampleUsage.record(2));
    }

    @Test
    void a_full_disk_refuses_a_batch_whole_and_takes_it_when_there_is_room() {
        store.open();
        usage.add(SampleUsage.records(0, 100));
        int room = number("PRAGMA max_page_count = 40");

        assertThatThrownBy(() -> usage.add(SampleUsage.records(100, 5_000)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(folder.file().toString())
                .hasMessageContaining("full");

        // the bound went with the connection, as the room comes back on a disk
        assertThat(room).isEqualTo(40);
        assertThat(usage.page(UsageQuery.newest(1_000)).records()).hasSize(100);
        assertThat(usage.add(SampleUsage.records(100, 5_000))).isEqualTo(4_900);
    }

    @Test
    void a_file_that_turns_into_garbage_while_it_is_open_fails_calls_until_it_is_gone() throws IOException {
        store.open();
        usage.add(SampleUsage.records(0, 2_000));
        assertThat(usage.page(UsageQuery.newest(10)).records()).hasSize(10);
        // what is still in the log ahead of the file would be written over the garbage, and all would be well
        assertThat(number("PRAGMA wal_checkpoint(TRUNCATE)")).isZero();
        Path garbage = folder.folder().resolve("garbage");
        Files.writeString(garbage, "no database, but long enough to look at ".repeat(2_000));
        Files.move(garbage, folder.file(), StandardCopyOption.REPLACE_EXISTING);

        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> usage.page(UsageQuery.newest(10))).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> usage.add(SampleUsage.records(0, 10))).isInstanceOf(StoreUnavailable.class);
        }

        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(folder.file() + suffix));
        }
        assertThat(usage.add(SampleUsage.records(0, 10))).isEqualTo(10);
        assertThat(usage.page(UsageQuery.newest(100)).records()).hasSize(10);
    }

    @Test
    void works_again_when_its_folder_was_gone_and_is_back() throws IOException {
        store.open();
        usage.add(SampleUsage.records(0, 10));
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(folder.folder(), elsewhere);

        assertThatThrownBy(() -> usage.page(UsageQuery.newest(10))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> usage.add(SampleUsage.records(10, 20))).isInstanceOf(StoreUnavailable.class);

        Files.move(elsewhere, folder.folder());

        assertThat(usage.add(SampleUsage.records(10, 20))).isEqualTo(10);
        assertThat(usage.page(UsageQuery.newest(100)).records()).hasSize(20);
    }

    @Test
    void a_folder_that_cannot_be_made_is_told() throws IOException {
        Files.writeString(folder.folder(), "a file where the folder should be");

        assertThatThrownBy(store::open)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("folders cannot be made");
    }

    @Test
    void waits_for_another_process_that_writes() throws SQLException, InterruptedException {
        store.open();
        try (Connection other = DriverManager.getConnection(folder.url());
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            var added = new int[1];
            Thread adding = Thread.ofPlatform().start(() -> added[0] = usage.add(SampleUsage.records(0, 5)));
            statement.executeUpdate("COMMIT");
            adding.join();

            assertThat(added[0]).isEqualTo(5);
        }
    }

    private int number(String pragma) {
        return store.write(statements -> {
            try (ResultSet rows = statements.of(pragma).executeQuery()) {
                return rows.getInt(1);
            }
        });
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(folder.url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
