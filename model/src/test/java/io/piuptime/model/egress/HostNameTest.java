package io.piuptime.model.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @CsvSource({
        "api.openai.com, api.openai.com",
        "API.OpenAI.com, api.openai.com",
        "api.openai.com., api.openai.com",
        "xn--mnchen-3ya.de, xn--mnchen-3ya.de",
        "münchen.de, xn--mnchen-3ya.de",
        "MÜNCHEN.de., xn--mnchen-3ya.de",
        "a_b.example, a_b.example",
        "1e100.net, 1e100.net",
        "0xdeadbeef.example, 0xdeadbeef.example",
        "8.8.8.8, 8.8.8.8",
        "8.8.8.8., 8.8.8.8",
        "８.８.８.８, 8.8.8.8",
        "①②⑦.0.0.1, 127.0.0.1"
    })
    void brings_a_host_to_its_one_form(String written, String form) {
        assertThat(HostName.of(written).text()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433", "0x7f000001", "0X7F000001", "017700000001", "127.1", "127.0.1", "0177.0.0.1",
                        "0x7f.0.0.1",
                "127.0.0.01", "127.0.0.256", "127.0.0.1.2", "1.2.3.0x4", "0x", "4294967296", "00000000000",
                        "127.0.0.1..",
                "999.1.1.1", "foo.0x7f", "foo.127", "１２７.１", "127。1"
            })
    void refuses_numbers_that_only_some_programs_take_for_an_address(String written) {
        assertThatThrownBy(() -> HostName.of(written)).isInstanceOf(ForbiddenAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "-a.example",
                "a-.example",
                "a b",
                "a/b",
                "a\\b",
                "a@b",
                "a%2eb",
                "a:80",
                "a#b",
                "a?b",
                "[::1",
                "::1",
                "[::1%lo]",
                "[fe80::1%25eth0]",
                "[]",
                "[1.2.3.4]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:8.8.8.8]",
                "[zz::1]",
                "a\nb",
                "a\u0000b"
            })
    void refuses_what_is_no_host(String written) {
        assertThatThrownBy(() -> HostName.of(written)).isInstanceOf(ForbiddenAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.google.internal",
                "METADATA.google.INTERNAL.",
                "metadata",
                "instance-data",
                "ｍetadata",
                "metadata。google。internal",
                "metadata.goog"
            })
    void refuses_the_names_of_metadata_services(String written) {
        assertThatThrownBy(() -> HostName.of(written))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("metadata");
    }

    @Test
    void refuses_a_name_that_is_too_long_and_shows_its_beginning() {
        assertThatThrownBy(() -> HostName.of("a.".repeat(150) + "b"))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("…")
                .message()
                .hasSizeLessThan(200);
        assertThatThrownBy(() -> HostName.of("a".repeat(64) + ".de")).isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void knows_addresses() {
        assertThat(HostName.of("8.8.8.8").literal()).isPresent();
        assertThat(HostName.of("[2606:4700::1111]").literal()).isPresent();
        assertThat(HostName.of("[2606:4700::1111]").text()).isEqualTo("2606:4700::1111");
        assertThat(HostName.of("example.com").literal()).isEmpty();
    }
}
