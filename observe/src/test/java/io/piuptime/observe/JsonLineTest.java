package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {
    private static final JsonLine.Name A = new JsonLine.Name("a");
    private static final JsonLine.Name B = new JsonLine.Name("b");

    private final JsonLine line = new JsonLine();

    @Test
    void writes_one_object_on_one_line() {
        assertThat(line.begin().text(A, "x", 10).number(B, 5).end()).hasToString("{\"a\":\"x\",\"b\":5}\n");
    }

    @Test
    void begins_anew() {
        line.begin().text(A, "a long text", 100).end();

        assertThat(line.begin().flag(B, true).flag(A, false).end()).hasToString("{\"b\":true,\"a\":false}\n");
    }

    @Test
    void escapes_what_would_break_the_line_or_the_text() {
        assertThat(line.begin().text(A, "\"\\\n\r\t\u0001\u001b\u007f", 100).end())
                .hasToString("{\"a\":\"\\\"\\\\\\n\\r\\t\\u0001\\u001b\\u007f\"}\n");
    }

    @Test
    void writes_unicode_as_utf_8() {
        assertThat(line.begin().text(A, "é 漢 😀 \u2028", 100).end()).hasToString("{\"a\":\"é 漢 😀 \u2028\"}\n");
    }

    @Test
    void replaces_half_a_character() {
        assertThat(line.begin().text(A, "\ud83dx\ude00", 100).end()).hasToString("{\"a\":\"\ufffdx\ufffd\"}\n");
    }

    @Test
    void cuts_a_long_text_between_characters() {
        assertThat(line.begin().text(A, "ab😀", 3).end()).hasToString("{\"a\":\"ab\"}\n");
        assertThat(line.begin().text(A, "ab😀", 4).end()).hasToString("{\"a\":\"ab😀\"}\n");
    }

    @Test
    void grows_for_a_text_of_nothing_but_escapes() {
        assertThat(line.begin().text(A, "\u0000".repeat(5_000), 5_000).end())
                .hasToString("{\"a\":\"" + "\\u0000".repeat(5_000) + "\"}\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, -1, 99, 100, 1_234_567_890_123L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writes_numbers(long value) {
        assertThat(line.begin().number(A, value).end()).hasToString("{\"a\":" + value + "}\n");
    }

    @Test
    void writes_moments_to_the_microsecond() {
        assertThat(line.begin()
                        .time(A, Instant.parse("2026-03-01T12:30:45.000007999Z"))
                        .end())
                .hasToString("{\"a\":\"2026-03-01T12:30:45.000007Z\"}\n");
        assertThat(line.begin().time(A, Instant.parse("2026-03-01T12:30:46Z")).end())
                .hasToString("{\"a\":\"2026-03-01T12:30:46.000000Z\"}\n");
    }
}
