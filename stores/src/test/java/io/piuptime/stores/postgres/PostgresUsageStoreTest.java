package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.testkit.contracts.SampleUsage;
import io.piuptime.testkit.contracts.UsageStoreContract;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(SharedPostgres.class)
class PostgresUsageStoreTest implements UsageStoreContract {
    private String url;
    private PostgresStore database;
    private UsageStore store;

    @BeforeEach
    void open(PostgresServer server) {
        url = server.database();
        database = new PostgresStore(PostgresAddress.parse(url));
        store = new PostgresUsageStore(database);
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
    void nodes_that_bring_the_same_records_in_any_order_hold_each_other_up_nowhere() throws Exception {
        int nodes = 6;
        List<UsageRecord> all = SampleUsage.records(0, 3_000);
        try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
            List<Callable<Integer>> flushers = IntStream.range(0, nodes)
                    .<Callable<Integer>>mapToObj(node -> () -> flush(all, node))
                    .toList();

            int added = 0;
            for (Future<Integer> future : threads.invokeAll(flushers)) {
                added += future.get();
            }

            assertThat(added).isEqualTo(all.size());
        }
        assertThat(store.page(UsageQuery.newest(1_000)).records())
                .containsExactlyElementsOf(all.subList(2_000, 3_000).reversed());
    }

    @Test
    void nodes_that_delete_at_the_same_time_delete_each_record_once() throws Exception {
        store.add(SampleUsage.records(0, 12_000));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<Long>> deleters = IntStream.range(0, 3)
                    .<Callable<Long>>mapToObj(_ -> () -> store.deleteBefore(SampleUsage.startedAt(11_000)))
                    .toList();

            long deleted = 0;
            for (Future<Long> future : threads.invokeAll(deleters)) {
                deleted += future.get();
            }

            assertThat(deleted + store.deleteBefore(SampleUsage.startedAt(11_000)))
                    .isEqualTo(11_000);
        }
    }

    private int flush(List<UsageRecord> all, int node) {
        List<UsageRecord> mine = new ArrayList<>(all);
        Collections.shuffle(mine, new Random(node));
        int added = 0;
        try (PostgresStore own = new PostgresStore(PostgresAddress.parse(url))) {
            UsageStore usage = new PostgresUsageStore(own);
            for (int from = 0; from < mine.size(); from += 500) {
                added += usage.add(mine.subList(from, from + 500));
            }
        }
        return added;
    }
}
