package io.piuptime.bench.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.bench.own.OwnTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpendingTimeTest {
    @TempDir
    private Path folder;

    @Test
    void tells_what_a_reservation_and_its_end_take() {
        assertThat(new SpendingTime(new OwnTime(Duration.ofMillis(20)), folder).micros())
                .isBetween(0.05, 5_000.0);
    }
}
