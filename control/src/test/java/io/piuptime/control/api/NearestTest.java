package io.piuptime.control.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> KNOWN = List.of("from", "to", "model", "limit");

    @Test
    void finds_what_was_mistyped() {
        assertThat(Nearest.to("modle", KNOWN)).contains("model");
        assertThat(Nearest.to("Limit", KNOWN)).contains("limit");
        assertThat(Nearest.to("form", KNOWN)).contains("from");
    }

    @Test
    void suggests_nothing_far_fetched() {
        assertThat(Nearest.to("completely", KNOWN)).isEmpty();
        assertThat(Nearest.to("", KNOWN)).isEmpty();
        assertThat(Nearest.to("m".repeat(100_000), KNOWN)).isEmpty();
    }

    @Test
    void names_what_is_known() {
        assertThat(Nearest.unknown("parameter", "limt", KNOWN).message())
                .isEqualTo("parameter: 'limt' is not known (expected: from, limit, model, to); did you mean 'limit'?");
        assertThat(Nearest.unknown("parameter", "x", List.of()).message()).contains("expected: none");
    }

    @Test
    void shows_values_short_clean_and_never_a_secret() {
        assertThat(Problem.shown("a\u001b[31m\nb")).isEqualTo("'a?[31m?b'");
        assertThat(Problem.shown("x".repeat(1_000))).hasSizeLessThan(70);
        assertThat(Problem.shown("piup_abc")).isEqualTo("a secret");
    }
}
