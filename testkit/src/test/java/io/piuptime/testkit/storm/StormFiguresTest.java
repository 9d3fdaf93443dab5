package io.piuptime.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.storm.StormFigures.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StormFiguresTest {
    private static final Row GOOD =
            new Row(StoreFault.REDIS_KILLED, 1_000, 0, 3, 6.5, Optional.of(Duration.ofMillis(1_200)));

    @Test
    void holds_while_nobody_noticed_and_all_came_back() {
        assertThat(new StormFigures(2, List.of(GOOD)).holds()).isTrue();
        assertThat(new StormFigures(1.4, List.of(GOOD)).holds())
                .as("p99 + 5.1 ms")
                .isFalse();
        assertThat(new StormFigures(2, List.of(GOOD, with(1, Optional.of(Duration.ZERO)))).holds())
                .as("an error")
                .isFalse();
        assertThat(new StormFigures(2, List.of(with(0, Optional.empty()))).holds())
                .as("never well again")
                .isFalse();
    }

    @Test
    void tells_people_and_programs() {
        StormFigures figures = new StormFigures(2, List.of(GOOD, with(2, Optional.empty())));

        assertThat(figures.text().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .contains("redis killed:", "1000 answered, 0 errors, 3 refused", "p99 6.5 ms (+4.5)", "1200 ms")
                        .doesNotContain("missed"))
                .anySatisfy(line -> assertThat(line).contains("2 errors", "never", "(missed)"));
        assertThat(figures.json())
                .startsWith("{\"calm_p99_ms\":2.00,\"stores\":[{\"fault\":\"redis killed\",\"answered\":1000,")
                .contains("\"refused\":3,\"p99_ms\":6.50,\"p99_added_ms\":4.50,\"back_after_ms\":1200}")
                .contains("\"back_after_ms\":-1}")
                .endsWith("]}");
    }

    private static Row with(long errors, Optional<Duration> back) {
        return new Row(StoreFault.POSTGRES_FULL, 10, errors, 0, 2, back);
    }
}
