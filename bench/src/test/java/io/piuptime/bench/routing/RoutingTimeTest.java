package io.piuptime.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.routing.Strategy;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoutingTimeTest {
    @ParameterizedTest
    @EnumSource
    void tells_what_every_strategy_takes(Strategy strategy) {
        assertThat(new RoutingTime(Duration.ofMillis(1), 10).micros(strategy, 20))
                .isBetween(0.01, 5_000.0);
    }
}
