package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.contracts.SampleUsage;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdSeekTest {
    private static final long ROWS = 9_000;
    private static final long SLACK = IdSeek.SLACK.toSeconds();

    @TempDir
    private Path folder;

    private SqliteStore database;

    @BeforeEach
    void fill() {
        database = new SqliteFolder(folder).opened();
        new SqliteUsageStore(database).add(SampleUsage.records(0, ROWS));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3_600, 3_602, 4_500, 5_399, 5_400, 8_999, 9_000, 90_000})
    void bounds_lie_within_the_slack_of_the_moment(long number) {
        Instant moment = SampleUsage.startedAt(number);
        String lowest = database.read(statements -> new IdSeek(statements).lowest(moment));
        String beyond = database.read(statements -> new IdSeek(statements).beyond(moment));

        assertThat(lowest).isLessThan(SampleUsage.id(Math.max(0, number - SLACK)));
        if (number + SLACK < ROWS) {
            assertThat(beyond).isLessThanOrEqualTo(SampleUsage.id(number + SLACK));
        }
        if (number - SLACK > 1 && number - SLACK <= ROWS) {
            assertThat(lowest).isGreaterThan(SampleUsage.id(number - SLACK - 2));
        }
        assertThat(beyond).isGreaterThan(SampleUsage.id(Math.min(ROWS, number + SLACK) - 1));
    }

    @Test
    void the_ends_of_time_take_in_every_row() {
        String lowest = database.read(statements -> new IdSeek(statements).lowest(Instant.MIN));
        String beyond = database.read(statements -> new IdSeek(statements).beyond(Instant.MAX));

        assertThat(lowest).isLessThan(SampleUsage.id(0));
        assertThat(beyond).isGreaterThan(SampleUsage.id(ROWS - 1));
    }
}
