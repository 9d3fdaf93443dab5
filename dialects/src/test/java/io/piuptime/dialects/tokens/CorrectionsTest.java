package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
    private final Corrections corrections = new Corrections();

    @Test
    void a_model_of_which_nothing_was_reported_is_not_corrected() {
        assertThat(corrections.asked("m")).isEqualTo(1);
    }

    @Test
    void follows_what_is_reported_and_forgets_what_was() {
        corrections.asked("m");
        for (int i = 0; i < 100; i++) {
            corrections.note("m", 1_000, 1_300);
        }
        assertThat(corrections.asked("m")).isCloseTo(1.3, Offset.offset(0.01));
        for (int i = 0; i < 100; i++) {
            corrections.note("m", 1_000, 800);
        }
        assertThat(corrections.asked("m")).isCloseTo(0.8, Offset.offset(0.01));
        assertThat(corrections.asked("other")).isEqualTo(1);
    }

    @Test
    void a_model_of_which_nobody_asks_is_not_followed() {
        corrections.note("m", 1_000, 2_000);

        assertThat(corrections.wasAsked("m")).isFalse();
        assertThat(corrections.asked("m")).isEqualTo(1);
        assertThat(corrections.wasAsked("m")).isTrue();
    }

    @Test
    void one_report_changes_little() {
        corrections.asked("m");
        corrections.note("m", 20, 40);

        assertThat(corrections.asked("m")).isBetween(1.0, 1.02);
    }

    @Test
    void what_is_far_off_counts_as_twice_at_most() {
        corrections.asked("high");
        corrections.asked("low");
        for (int i = 0; i < 200; i++) {
            corrections.note("high", 100, 1_000_000);
            corrections.note("low", 100, 1);
        }

        assertThat(corrections.asked("high")).isBetween(1.9, 2.0);
        assertThat(corrections.asked("low")).isBetween(0.5, 0.55);
    }

    @Test
    void nothing_is_learnt_from_nothing() {
        corrections.asked("m");
        corrections.note("m", 0, 100);
        corrections.note("m", 100, 0);

        assertThat(corrections.asked("m")).isEqualTo(1);
    }

    @Test
    void names_that_callers_think_up_fill_no_memory() {
        for (int i = 0; i < Corrections.MOST + 5; i++) {
            corrections.asked("m" + i);
            corrections.note("m" + i, 1_000, 2_000);
        }

        assertThat(corrections.asked("m0")).isGreaterThan(1);
        assertThat(corrections.asked("m" + (Corrections.MOST + 1))).isEqualTo(1);
    }
}
