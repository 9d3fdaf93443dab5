package io.piuptime.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageJournal;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.journal.FileJournal;
import io.piuptime.stores.journal.Shipper;
import io.piuptime.stores.memory.MemoryUsageStore;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.SqliteUsageStore;
import io.piuptime.testkit.contracts.UsageJournalContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of files with each store at its other end. */
@Timeout(60)
class UsageJournalContractTest {
    @TempDir
    private Path folder;

    @Nested
    class WithMemory implements UsageJournalContract {
        private Way way;

        @BeforeEach
        void open() {
            way = new Way(folder, new MemoryUsageStore(100_000));
        }

        @Override
        public UsageJournal journal() {
            return way.journal();
        }

        @Override
        public void restart() {
            way.restart();
        }

        @Override
        public List<UsageRecord> kept() {
            return way.kept();
        }

        @AfterEach
        void close() {
            way.close();
        }
    }

    @Nested
    class WithSqlite implements UsageJournalContract {
        private SqliteStore database;
        private Way way;

        @BeforeEach
        void open() {
            database = new SqliteStore(folder, folder.resolve("native"));
            database.open();
            way = new Way(folder, new SqliteUsageStore(database));
        }

        @Override
        public UsageJournal journal() {
            return way.journal();
        }

        @Override
        public void restart() {
            way.restart();
        }

        @Override
        public List<UsageRecord> kept() {
            return way.kept();
        }

        @AfterEach
        void close() {
            way.close();
            database.close();
        }
    }

    /** A journal with its shipper and store. */
    private static final class Way implements AutoCloseable {
        private final Path folder;
        private final UsageStore store;
        private final List<FileJournal> left = new ArrayList<>();
        private FileJournal journal;
        private Shipper shipper;

        Way(Path folder, UsageStore store) {
            this.folder = folder;
            this.store = store;
            this.journal = new FileJournal(folder);
            journal.start();
            this.shipper = shipper();
        }

        UsageJournal journal() {
            return journal;
        }

        /** The journal is left as it is, and only closed when the test is over. */
        void restart() {
            shipper.close();
            left.add(journal);
            journal = new FileJournal(folder);
            journal.start();
            shipper = shipper();
        }

        List<UsageRecord> kept() {
            assertThat(shipper.flush(Duration.ofSeconds(30))).isTrue();
            List<UsageRecord> all = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                UsagePage page = store.page(new UsageQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        cursor,
                        UsageQuery.MAX_LIMIT));
                all.addAll(page.records());
                cursor = page.next();
            } while (cursor.isPresent());
            return all.reversed();
        }

        @Override
        public void close() {
            shipper.close();
            journal.close();
            left.forEach(FileJournal::close);
        }

        private Shipper shipper() {
            Shipper fresh = new Shipper(journal, store, new Random(1));
            fresh.start();
            return fresh;
        }
    }
}
