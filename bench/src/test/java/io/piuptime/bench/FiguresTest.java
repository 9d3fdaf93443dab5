package io.piuptime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void are_one_line_of_json_in_the_order_they_came() {
        Samples samples = new Samples();
        samples.add(3);
        samples.add(1);
        samples.add(2.12345);
        figures.put("b", samples);
        figures.absent("a");
        figures.count("n", 64);

        assertThat(figures.json()).isEqualTo("{\"b\":2.123,\"b_min\":1.0,\"b_max\":3.0,\"a\":null,\"n\":64.0}");
    }

    @Test
    void refuse_what_is_no_number() {
        assertThatThrownBy(() -> figures.put("x", Double.NaN)).isInstanceOf(BenchFailure.class);
    }

    @Test
    void have_a_median_between_two_windows_of_an_even_number() {
        Samples samples = new Samples();
        samples.add(1);
        samples.add(2);

        assertThat(samples.median()).isEqualTo(1.5);
        assertThatThrownBy(() -> new Samples().median()).hasMessageContaining("none");
    }

    @Test
    void are_judged_by_their_targets() {
        Target most = Target.ALL.stream()
                .filter(target -> target.figure().equals("cpu_ratio_nginx"))
                .findFirst()
                .orElseThrow();
        Target least = Target.ALL.stream()
                .filter(target -> target.figure().equals("streams_held"))
                .findFirst()
                .orElseThrow();

        assertThat(most.line(OptionalDouble.of(2.0))).endsWith("met");
        assertThat(most.line(OptionalDouble.of(2.01))).contains("2.01 ×").endsWith("MISSED");
        assertThat(most.line(OptionalDouble.empty())).contains("not measured").doesNotContain("met", "MISSED");
        assertThat(least.line(OptionalDouble.of(1_000))).contains(">= 2000").endsWith("MISSED");
    }
}
