package io.piuptime.gateway.authenticate.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.129/25, 10.0.0.128, true",
        "10.0.0.129/25, 10.0.0.127, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1%eth0, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "::ffff:10.1.2.3, 10.1.2.3, true",
        "10.0.0.0/8, unix, false",
        "10.0.0.0/8, '', false",
    })
    void contains_addresses_that_begin_as_it_does(String network, String address, boolean contained) {
        Origins origins = new Origins(List.of(new Access(List.of(), List.of(), List.of(network))));

        assertThat(origins.allow(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/1e1",
                "::/129",
                "example.com",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0/8/8",
                "::ffff:10.0.0.0/104",
                " 10.0.0.1"
            })
    void what_is_no_network_is_none(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void every_level_has_to_allow_an_address_by_one_of_its_networks() {
        Origins origins = new Origins(List.of(
                Access.ALL,
                new Access(List.of(), List.of(), List.of("10.0.0.0/8", "192.168.0.0/16")),
                new Access(List.of(), List.of(), List.of("10.1.0.0/16"))));

        assertThat(origins.allow("10.1.2.3")).isTrue();
        assertThat(origins.allow("10.2.2.3")).isFalse();
        assertThat(origins.allow("192.168.0.1")).isFalse();
        assertThat(new Origins(List.of(Access.ALL)).allow("anything")).isTrue();
    }

    @Test
    void a_level_whose_networks_cannot_be_read_allows_nobody() {
        Origins origins = new Origins(List.of(new Access(List.of(), List.of(), List.of("nonsense"))));

        assertThat(origins.allow("10.1.2.3")).isFalse();
    }
}
