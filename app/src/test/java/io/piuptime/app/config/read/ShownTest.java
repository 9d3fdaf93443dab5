package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    @Test
    void a_text_is_quoted_short_and_printable() {
        assertThat(Shown.quoted("gpt-4o")).isEqualTo("'gpt-4o'");
        assertThat(Shown.quoted("a\n\u001b[2J\u202eb")).isEqualTo("'a??[2J?b'");
        assertThat(Shown.quoted("x".repeat(60))).isEqualTo("'" + "x".repeat(60) + "'");
        assertThat(Shown.quoted("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
        assertThat(Shown.quoted("\ud83d\ude00".repeat(61))).isEqualTo("'" + "\ud83d\ude00".repeat(60) + "…'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-1",
                "sk-proj-abc",
                "piup_abc",
                "Bearer abc",
                "eyJhbGciOi",
                "A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4",
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ12345678=="
            })
    void what_looks_like_a_secret_is_masked(String text) {
        assertThat(Shown.quoted(text)).isEqualTo("'***'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16KX",
                "gpt-4o-mini-search-preview-2025-03-11",
                "first-token-with-alternative-and-more",
                "/etc/piup/A1.pem"
            })
    void what_people_write_is_not(String text) {
        assertThat(Shown.quoted(text)).isEqualTo("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/v1,'http://h/v1'",
        "http://user:pw@h/v1,'http://***'",
        "user:pw@h,'***'",
        "http://h/v1?key=pw,'http://h/v1…'",
        "http://h/v1#pw,'http://h/v1…'",
        "http://pw@h?x@y,'http://***'",
        "sk-pw,'***'"
    })
    void an_address_loses_what_may_be_secret(String text, String shown) {
        assertThat(Shown.address(text)).isEqualTo("'" + shown + "'");
    }
}
