package io.piuptime.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoAnswerTest {
    @Test
    void comes_in_words_that_make_up_the_text() {
        DemoAnswer answer = to("hello", Integer.MAX_VALUE);

        assertThat(answer.text()).startsWith("Hello from Pi Uptime!").endsWith("nothing else changes.");
        assertThat(answer.words()).hasSizeGreaterThan(20).allMatch(word -> DemoAnswer.count(word) == 1);
        assertThat(answer.finishReason()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t"})
    void quotes_nothing_when_nothing_was_asked(String asked) {
        assertThat(to(asked, Integer.MAX_VALUE).text()).doesNotContain("You wrote");
    }

    @Test
    void quotes_on_one_line() {
        assertThat(to(" a\n\n b\tc ", Integer.MAX_VALUE).text()).contains("You wrote: “a b c”. For");
    }

    @Test
    void quotes_eighty_characters_at_most() {
        assertThat(to("x".repeat(80), Integer.MAX_VALUE).text()).contains("“" + "x".repeat(80) + "”");
        assertThat(to("x".repeat(81), Integer.MAX_VALUE).text()).contains("“" + "x".repeat(80) + "…”");
    }

    @Test
    void ends_early_when_it_may_not_say_more() {
        DemoAnswer answer = to("hello", 2);

        assertThat(answer.text()).isEqualTo("Hello from ");
        assertThat(answer.finishReason()).isEqualTo("length");
    }

    @Test
    void is_whole_when_the_limit_is_just_enough() {
        int words = to("hello", Integer.MAX_VALUE).words().size();

        assertThat(to("hello", words).finishReason()).isEqualTo("stop");
        assertThat(to("hello", words - 1).finishReason()).isEqualTo("length");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "'  ',0", "a,1", "' a b  c ',3", "'a\nb',2"})
    void counts_words(String text, int count) {
        assertThat(DemoAnswer.count(text)).isEqualTo(count);
    }

    private static DemoAnswer to(String asked, int maxTokens) {
        return DemoAnswer.to(new DemoPrompt(asked, asked), maxTokens);
    }
}
