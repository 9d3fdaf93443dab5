package io.piuptime.app.config.read;

import static io.piuptime.app.config.read.Reading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileYamlTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("[".repeat(100_000), "more than 20 levels at line 1, column 22 (expected: at most 20)"),
                Arguments.of("{a: ".repeat(50_000), "more than 20 levels at line 1, column 82 (expected: at most 20)"),
                Arguments.of(
                        "listen:\n\tport: 1\n",
                        "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation) "
                                + "at line 2, column 1 (expected: well-formed YAML)"),
                Arguments.of("a: \0", "character U+0000 at line 1, column 4 (expected: printable text)"),
                Arguments.of("a: 1\nb: \u001b[2J", "character U+001B at line 2, column 4 (expected: printable text)"),
                Arguments.of(
                        "a: &a [*a]",
                        "an alias without an anchor before it at line 1, column 8 " + "(expected: well-formed YAML)"),
                Arguments.of("{}\n---\n{}\n", "a second document at line 2, column 1 (expected: one)"),
                Arguments.of("listen: !!java/x {}", "a tag at line 1, column 9 (expected: a value without a tag)"),
                Arguments.of(
                        "listen: {port: !!int '1'}", "a tag at line 1, column 16 (expected: a value without a tag)"),
                Arguments.of("? [a, b]\n: 1", "a list as a key at line 1, column 3 (expected: a text)"),
                Arguments.of("~: 1", "nothing as a key at line 1, column 1 (expected: a text)"),
                Arguments.of(
                        "<<: {listen: {}}",
                        "unknown key '<<' at line 1, column 1 (expected: one of listen, admin, "
                                + "limits, timers, idempotency, providers, models, catalogue, discovery, guard, secrets, stores, money, alerts, usage,"
                                + " observe, drain)"),
                Arguments.of(
                        "listen: {port: 1",
                        "expected ',' or '}', but got <stream end> at line 1, column 17 "
                                + "(expected: well-formed YAML)"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void is_refused_at_its_place(String text, String problem) {
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(problems(text)).containsExactly(problem));
    }

    @Test
    void aliases_of_aliases_cannot_multiply() {
        StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int level = 1; level <= 12; level++) {
            String above = "*a" + (level - 1);
            text.append("a%d: &a%d [%s]\n".formatted(level, level, String.join(",", Collections.nCopies(10, above))));
        }
        assertThat(problems(text.toString()))
                .singleElement()
                .asString()
                .startsWith("more than 100000 values at line 5")
                .endsWith("(expected: at most 100000)");
    }

    @Test
    void a_text_of_ten_megabytes_is_not_even_parsed() {
        byte[] text = new byte[10 << 20];
        Arrays.fill(text, (byte) ' ');
        assertThat(problems(text, Map.of(), Path.of("/nowhere")))
                .containsExactly("more than 1MiB at line 1, column 1 (expected: at most 1MiB)");
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() {
        assertThat(problems("a: \u00e9".getBytes(StandardCharsets.ISO_8859_1), Map.of(), Path.of("/nowhere")))
                .containsExactly("bytes that are not UTF-8 at line 1, column 1 (expected: text in UTF-8)");
    }

    @Test
    void a_byte_order_mark_and_carriage_returns_do_not_matter() {
        assertThat(Reading.read("\uFEFFlisten:\r\n  port: 1\r\n").listen().port())
                .isEqualTo(1);
    }

    @Test
    void no_more_than_a_hundred_problems_are_told() {
        StringBuilder text = new StringBuilder();
        for (int key = 0; key < 1000; key++) {
            text.append("k").append(key).append(": 1\n");
        }
        assertThat(problems(text.toString())).hasSize(100);
    }

    @Test
    void whatever_is_cut_or_changed_gives_problems_or_a_configuration_but_no_other_failure() {
        String text = """
                listen: {port: 1}
                providers:
                  p: {base-url: 'http://h', headers: {a: "b"}}
                models:
                  'm-*': &m
                    targets:
                      - provider: p
                    aliases: [ 'x*' ]
                """;
        for (int at = 0; at < text.length(); at++) {
            for (String put :
                    new String[] {"", ":", "\t", "*", "&", "[", "}", "\"", "|", "- ", "\n", "!", "%", "\u00e9"}) {
                String changed = text.substring(0, at) + put + text.substring(at + 1);
                try {
                    assertThat(Reading.read(changed)).isNotNull();
                } catch (InvalidConfigException e) {
                    assertThat(e.problems()).isNotEmpty();
                }
            }
        }
    }
}
