package io.piuptime.testkit.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadFiguresTest {
    private static final Map<String, Double> ALL = Map.of("interactive", 1.0, "standard", 0.8, "batch", 0.1);

    @ParameterizedTest(name = "goodput {0}, {1} ms to {2} ms, {3} errors: {4}")
    @CsvSource({
        "0.95, 100, 150, 0, true",
        "0.90, 100, 200, 0, true",
        "0.89, 100, 150, 0, false",
        "0.95, 100, 201, 0, false",
        "0.95, 100, 150, 1, false"
    })
    void holds_while_the_engine_is_used_and_nobody_who_looks_notices(
            double goodput, double alone, double interactive, long errors, boolean holds) {
        assertThat(new OverloadFigures("m", goodput, alone, interactive, ALL, errors).holds())
                .isEqualTo(holds);
    }

    @Test
    void does_not_hold_where_a_priority_starves() {
        Map<String, Double> starved = Map.of("interactive", 1.0, "standard", 0.8, "batch", 0.0);
        assertThat(new OverloadFigures("m", 1, 100, 100, starved, 0).holds()).isFalse();
    }

    @Test
    void tells_it_to_people_and_to_machines() {
        OverloadFigures figures = new OverloadFigures("told", 0.957, 200, 250, ALL, 0);
        assertThat(figures.line())
                .contains("goodput  95.7 % of capacity", "(1.25 times)")
                .contains("batch 10.0 %, interactive 100.0 %, standard 80.0 %");
        assertThat(figures.json())
                .isEqualTo(
                        "{\"model\":\"told\",\"goodput\":0.957,\"alone_p99_ms\":200.00,\"interactive_p99_ms\":250.00,"
                                + "\"ratio\":1.250,\"answered\":{\"batch\":0.100,\"interactive\":1.000,\"standard\":0.800},"
                                + "\"errors\":0,\"holds\":true}");
    }
}
