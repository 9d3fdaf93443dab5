package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.testkit.contracts.SampleUsage;
import io.piuptime.testkit.contracts.UsageStoreContract;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUsageStoreTest implements UsageStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore database;
    private SqliteUsageStore store;

    @BeforeEach
    void open() {
        database = new SqliteFolder(folder).opened();
        store = new SqliteUsageStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UsageStore store() {
        return store;
    }

    @Test
    void records_are_there_after_a_restart() {
        store.add(SampleUsage.records(0, 100));
        database.close();
        open();

        assertThat(store.page(UsageQuery.newest(1_000)).records())
                .containsExactlyElementsOf(SampleUsage.records(0, 100).reversed());
    }

    @Test
    void a_page_costs_about_the_same_however_many_records_there_are() {
        UsageQuery[] queries = {
            UsageQuery.newest(50),
            new UsageQuery(
                    Optional.empty(), Optional.empty(), Optional.of("key4"), Optional.empty(), Optional.empty(), 50),
            new UsageQuery(
                    Optional.of(SampleUsage.startedAt(500)),
                    Optional.of(SampleUsage.startedAt(600)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    50)
        };
        store.add(SampleUsage.records(0, 2_000));
        long[] few = Arrays.stream(queries).mapToLong(this::nanos).toArray();
        for (long from = 2_000; from < 200_000; from += 9_000) {
            store.add(SampleUsage.records(from, from + 9_000));
        }
        long[] many = Arrays.stream(queries).mapToLong(this::nanos).toArray();

        for (int i = 0; i < queries.length; i++) {
            assertThat((double) many[i] / few[i]).as("query " + i).isLessThanOrEqualTo(3.0);
        }
    }

    /** The fastest of many runs: what else the machine does only makes runs slower. */
    private long nanos(UsageQuery query) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 60; i++) {
            long start = System.nanoTime();
            assertThat(store.page(query).records()).hasSize(50);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
