package io.piuptime.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.gpu.GpuFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void better_is_who_answers_more_and_sooner_at_every_load() {
        assertThat(of(50, 20, 20).isBetter()).isTrue();
        assertThat(of(50, 20.2, 20).isBetter()).isFalse();
        assertThat(of(101, 20, 20).isBetter()).isFalse();
        assertThat(of(50, 20, 200).isBetter()).isFalse();
    }

    @Test
    void an_error_spoils_it() {
        assertThat(new Comparison(List.of(
                                figures("round-robin", 0.8, 10, 100, 0),
                                figures("load", 0.8, 20, 50, 1),
                                figures("round-robin", 0.95, 10, 100, 0),
                                figures("load", 0.95, 20, 50, 0)))
                        .isBetter())
                .isFalse();
    }

    @Test
    void tells_how_many_times_better() {
        assertThat(of(50, 20, 20).lines())
                .containsExactly(
                        "load over round-robin at 80 %: goodput 2.00 times, p99 0.50 times",
                        "load over round-robin at 95 %: goodput 1.01 times, p99 0.20 times");
    }

    @Test
    void tells_programs_all_of_it() {
        assertThat(of(50, 20, 20).json())
                .startsWith("{\"gpus\":[{\"strategy\":\"round-robin\",\"load\":0.80,\"sent\":1000,\"good\":100,")
                .contains("\"goodput\":20.20", "\"first_token_p99_ms\":20.00")
                .endsWith("}],\"better\":true}");
    }

    @Test
    void a_line_says_what_callers_met() {
        assertThat(figures("load", 0.8, 20, 50, 3).line())
                .isEqualTo("load            at 80 %:   20.0 good answers/s ( 20.0 %), first token p50     1.0 ms,"
                        + " p99    50.0 ms, 3 errors");
    }

    /** At 80 % twice as good, in half the time if p99 is 50; at 95 % by the others. */
    private static Comparison of(double p99, double inTurn, double otherP99) {
        return new Comparison(List.of(
                figures("round-robin", 0.8, 10, 100, 0),
                figures("load", 0.8, 20, p99, 0),
                figures("round-robin", 0.95, inTurn, 100, 0),
                figures("load", 0.95, 20.2, otherP99, 0)));
    }

    private static GpuFigures figures(String strategy, double load, double goodput, double p99, long errors) {
        return new GpuFigures(strategy, load, 1_000, Math.round(goodput * 10), errors, 10, 1, p99);
    }
}
