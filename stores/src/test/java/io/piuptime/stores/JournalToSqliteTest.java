package io.piuptime.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.stores.journal.FileJournal;
import io.piuptime.stores.journal.Shipper;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.SqliteUsageStore;
import io.piuptime.testkit.contracts.SampleUsage;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a record, put together as the gateway does it. */
@Timeout(60)
class JournalToSqliteTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private SqliteStore database;
    private SqliteUsageStore store;
    private FileJournal journal;
    private Shipper shipper;

    @BeforeEach
    void start() {
        database = new SqliteStore(folder, folder.resolve("native"));
        store = new SqliteUsageStore(database);
        journal = new FileJournal(folder);
        shipper = new Shipper(journal, store, new Random(1));
        journal.start();
        shipper.start();
    }

    @AfterEach
    void stop() {
        shipper.close();
        journal.close();
        database.close();
    }

    @Test
    void records_arrive_in_the_database() {
        database.open();
        append(0, 900);

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(newest())
                .containsExactlyElementsOf(SampleUsage.records(0, 900).reversed());
    }

    @Test
    void records_wait_for_a_database_that_is_opened_late() {
        append(0, 100);
        assertThat(shipper.flush(Duration.ofMillis(50))).isFalse();

        database.open();

        assertThat(shipper.flush(LONG)).isTrue();
        assertThat(newest()).hasSize(100);
    }

    @Test
    void a_database_that_is_repaired_gets_everything_that_came_meanwhile() throws IOException {
        Path file = folder.resolve(SqliteStore.FILE);
        Files.writeString(file, "no database, but long enough to look at ".repeat(200));
        assertThatThrownBy(database::open).isInstanceOf(StoreUnavailable.class);
        append(0, 500);
        assertThat(shipper.flush(Duration.ofMillis(50))).isFalse();
        Await.until("trouble", LONG, () -> shipper.trouble().isPresent());

        Files.delete(file);

        assertThat(shipper.flush(LONG)).isTrue();
        assertThat(newest()).hasSize(500);
    }

    @Test
    void a_crash_between_the_database_and_the_checkpoint_counts_nothing_twice() throws IOException {
        database.open();
        append(0, 300);
        shipper.flush(LONG);
        Path saved = folder.resolve("journal/shipped");
        byte[] older = Files.readAllBytes(saved);
        append(300, 600);
        shipper.flush(LONG);
        stop();
        Files.write(saved, older);

        start();
        database.open();
        append(600, 700);

        assertThat(shipper.flush(LONG)).isTrue();
        assertThat(newest())
                .containsExactlyElementsOf(SampleUsage.records(0, 700).reversed());
    }

    private void append(long from, long to) {
        SampleUsage.records(from, to).forEach(journal::append);
    }

    private List<UsageRecord> newest() {
        return store.page(UsageQuery.newest(UsageQuery.MAX_LIMIT)).records();
    }
}
