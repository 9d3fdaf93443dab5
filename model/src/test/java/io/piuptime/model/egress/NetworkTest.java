package io.piuptime.model.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "100.64.0.0/10, 100.127.255.255, true",
        "100.64.0.0/10, 100.128.0.0, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "fc00::/7, fdff::1, true",
        "fc00::/7, fe00::1, false",
        "2000::/3, 3fff:ffff::, true",
        "2000::/3, 4000::, false",
        "::1, ::1, true",
        "::1/128, ::2, false",
        "::/0, 127.0.0.1, false"
    })
    void contains_what_its_leading_bits_say(String network, String address, boolean within) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.0/8/8",
                "10.1/16",
                "10/8",
                "2130706432/8",
                "10.1.0.0/8",
                "10.0.0.1/31",
                "::/129",
                "fe80::1%1/64",
                "fc00::1/7",
                "example.com/8",
                "0x0a000000/8",
                "10.0.0.0/ 8",
                " 10.0.0.0/8",
                "010.0.0.0.0/8"
            })
    void refuses_what_is_no_network(String text) {
        assertThatThrownBy(() -> Network.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: such as 10.1.0.0/16");
    }

    @Test
    void is_equal_however_it_was_written() {
        assertThat(Network.of("FC00::/7"))
                .isEqualTo(Network.of("fc00:0::/7"))
                .hasSameHashCodeAs(Network.of("fc00::/7"));
        assertThat(Network.of("10.0.0.0/8")).isNotEqualTo(Network.of("10.0.0.0/9"));
        assertThat(Network.of("127.0.0.1")).isEqualTo(Network.of("127.0.0.1/32"));
    }

    @Test
    void refuses_bits_beyond_its_address() {
        assertThatThrownBy(() -> new Network("0a000000", 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Network("0a000000", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
