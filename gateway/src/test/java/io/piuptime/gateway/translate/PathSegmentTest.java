package io.piuptime.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4o,               gpt-4o",
        "a/b,                  a%2Fb",
        "a:b@c~d_e.f,          a:b@c~d_e.f",
        "a b,                  a%20b",
        "50%,                  50%25",
        "a?b#c,                a%3Fb%23c",
        "é,                    %C3%A9",
        "😀,                   %F0%9F%98%80",
        "a+b&c=d;e,            a%2Bb%26c%3Dd%3Be",
        "'',                   ''"
    })
    void escapes_what_a_segment_cannot_hold(String text, String segment) {
        assertThat(PathSegment.of(text)).isEqualTo(segment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../../admin", "..%2f..", "m\r\nHost: x", "m HTTP/1.1", "\u0000", "a\\b", "{model}"})
    void stays_one_segment_whatever_it_holds(String text) {
        String segment = PathSegment.of(text);
        URI uri = URI.create("https://api.example/v1/models/" + segment + ":x");

        assertThat(uri.getRawPath()).isEqualTo("/v1/models/" + segment + ":x");
        assertThat(segment)
                .doesNotContain("/")
                .doesNotContain("\r")
                .doesNotContain("\n")
                .doesNotContain(" ");
        assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(text);
    }
}
