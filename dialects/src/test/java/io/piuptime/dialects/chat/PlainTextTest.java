package io.piuptime.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"call_1", "AZaz09-_", "x"})
    void takes_letters_digits_and_the_marks(String text) {
        assertThat(PlainText.is(text, "_-")).isTrue();
        assertThat(PlainText.of(text, "_-")).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "call.1", "é", "a\n", "٣", "😀"})
    void takes_nothing_else(String text) {
        assertThat(PlainText.is(text, "_-")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"call.1:2, call_1_2", "é, _", "a😀b, a_b", "'@[`{/:', ______"})
    void puts_a_line_in_the_place_of_each_other_character(String text, String plain) {
        assertThat(PlainText.of(text, "_-")).isEqualTo(plain);
    }

    @Test
    void has_one_line_for_half_a_character() {
        assertThat(PlainText.of("\ud83dx\ude00", "_-")).isEqualTo("_x_");
    }
}
