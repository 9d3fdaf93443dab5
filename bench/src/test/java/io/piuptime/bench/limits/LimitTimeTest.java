package io.piuptime.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.bench.own.OwnTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitTimeTest {
    @Test
    void tells_what_limits_cost_an_exchange() {
        assertThat(new LimitTime(new OwnTime(Duration.ofMillis(5))).micros(100, 10))
                .isBetween(0.01, 5_000.0);
    }
}
