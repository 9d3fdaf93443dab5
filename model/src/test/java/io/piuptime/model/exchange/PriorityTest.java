package io.piuptime.model.exchange;

import static io.piuptime.model.exchange.Priority.BATCH;
import static io.piuptime.model.exchange.Priority.CRITICAL;
import static io.piuptime.model.exchange.Priority.INTERACTIVE;
import static io.piuptime.model.exchange.Priority.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
    @ParameterizedTest
    @EnumSource
    void is_found_by_its_word_in_any_case_and_with_spaces(Priority priority) {
        assertThat(Priority.named(priority.word())).contains(priority);
        assertThat(Priority.named(" " + priority.name() + " ")).contains(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "fast", "batch,critical", "0"})
    void nothing_else_is_one(String text) {
        assertThat(Priority.named(text)).isEmpty();
    }

    @Test
    void what_somebody_waits_for_goes_before_what_nobody_waits_for() {
        assertThat(Priority.values()).containsExactly(CRITICAL, INTERACTIVE, STANDARD, BATCH);
        assertThat(INTERACTIVE.isBefore(BATCH)).isTrue();
        assertThat(BATCH.isBefore(BATCH)).isFalse();
        assertThat(STANDARD.isBefore(CRITICAL)).isFalse();
    }
}
