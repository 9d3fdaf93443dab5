package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.testkit.contracts.SampleUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
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

    @Test
    void more_than_one_slice_is_deleted() {
        store.add(SampleUsage.records(0, 2L * SqliteUsageStore.SLICE + 10));

        assertThat(store.deleteBefore(SampleUsage.startedAt(2L * SqliteUsageStore.SLICE)))
                .isEqualTo(2L * SqliteUsageStore.SLICE);
        assertThat(store.page(UsageQuery.newest(100)).records()).hasSize(10);
    }

    @Test
    void exactly_one_slice_is_deleted() {
        store.add(SampleUsage.records(0, SqliteUsageStore.SLICE));

        assertThat(store.deleteBefore(SampleUsage.startedAt(SqliteUsageStore.SLICE)))
                .isEqualTo(SqliteUsageStore.SLICE);
    }

    @Test
    void a_record_of_a_clock_that_was_set_back_is_found_by_its_moment() {
        UsageRecord early = SampleUsage.record(10_000);
        UsageRecord setBack = startedAt(SampleUsage.record(10_001), early, IdSeek.SLACK.minusMinutes(1));
        store.add(List.of(early, setBack, SampleUsage.record(10_002)));

        assertThat(store.deleteBefore(SampleUsage.startedAt(10_000))).isEqualTo(1);
        assertThat(store.page(UsageQuery.newest(10)).records()).containsExactly(SampleUsage.record(10_002), early);
    }

    private static UsageRecord startedAt(UsageRecord usage, UsageRecord other, Duration before) {
        return new UsageRecord(
                usage.id(),
                other.startedAt().minus(before),
                usage.keyId(),
                usage.operation(),
                usage.model(),
                usage.target(),
                usage.status(),
                usage.ending(),
                usage.reason(),
                usage.stream(),
                usage.tokens(),
                usage.finishReason(),
                usage.attempts(),
                usage.times(),
                usage.sizes());
    }
}
