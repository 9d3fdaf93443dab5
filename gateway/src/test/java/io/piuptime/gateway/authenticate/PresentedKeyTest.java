package io.piuptime.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PresentedKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER   abc", "  Bearer abc  ", "Bearer\tabc"})
    void is_what_follows_the_scheme(String header) {
        assertThat(PresentedKey.fromAuthorization(header)).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer", "Bearer ", "Bearerabc", "Basic abc", "abc", "Bear er abc"})
    void is_none_when_the_scheme_is_another_or_nothing_follows(String header) {
        assertThat(PresentedKey.fromAuthorization(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "x-goog-api-key", "api-key"})
    void is_a_header_of_its_own_in_other_dialects(String name) {
        assertThat(fromHeaders(Map.of(name, " abc "))).contains("abc");
        assertThat(fromHeaders(Map.of(name, "  "))).isEmpty();
        assertThat(fromHeaders(Map.of("y-" + name, "abc"))).isEmpty();
    }

    @Test
    void an_empty_header_hides_no_other() {
        assertThat(fromHeaders(Map.of("x-api-key", "", "api-key", "abc"))).contains("abc");
        assertThat(fromHeaders(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "key=abc,                 abc",
        "alt=sse&key=abc,         abc",
        "key=abc&alt=sse,         abc",
        "key=a%2Bb,               a+b",
        "key=%zz,                 %zz",
        "key=&key=abc,            abc",
        "key&key=abc,             abc",
        "key=first&key=second,    first",
        "key=a=b,                 a=b"
    })
    void is_a_parameter_of_the_query(String query, String key) {
        assertThat(PresentedKey.fromQuery(query)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "key=", "Key=abc", "xkey=abc", "keys=abc", "alt=sse", "a=key=abc", "&&"})
    void is_no_other_parameter(String query) {
        assertThat(PresentedKey.fromQuery(query)).isEmpty();
    }

    @Test
    void is_not_in_a_query_that_is_not_there() {
        assertThat(PresentedKey.fromQuery(null)).isEmpty();
        assertThat(PresentedKey.withoutKey(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "key=abc,                        ''",
        "alt=sse&key=abc,                alt=sse",
        "key=abc&alt=sse,                alt=sse",
        "a=1&key=abc&b=2&key=def&c=3,    a=1&b=2&c=3",
        "key,                            ''",
        "keys=1&key=,                    keys=1",
        "a&&b,                           a&b",
        "a=%26key%3Dx,                   a=%26key%3Dx",
        "'',                             ''"
    })
    void is_taken_out_of_the_query(String query, String rest) {
        assertThat(PresentedKey.withoutKey(query)).isEqualTo(rest);
    }

    private static Optional<String> fromHeaders(Map<String, String> headers) {
        return PresentedKey.fromHeaders(name -> Optional.ofNullable(headers.get(name)));
    }
}
