package io.piuptime.model.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "192.88.99.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fdff::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::",
                "2002:808:808::",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "::7f00:1",
                "::808:808",
                "3fff::1",
                "5f00::1",
                "4000::1",
                "fd00:ec2::254"
            })
    void refuses_addresses_that_are_not_public(String address) {
        assertThatThrownBy(() -> Egress.PUBLIC.check("host.example", List.of(InetAddress.ofLiteral(address))))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageStartingWith("host 'host.example' is at ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "11.0.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "169.253.1.1",
                "223.255.255.255",
                "168.63.129.17",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2400::1"
            })
    void lets_public_addresses_pass(String address) {
        List<InetAddress> addresses = List.of(InetAddress.ofLiteral(address));

        assertThat(Egress.PUBLIC.check("host.example", addresses)).isEqualTo(addresses);
    }

    @Test
    void refuses_a_host_of_which_one_address_is_not_public() {
        List<InetAddress> both = List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1"));

        assertThatThrownBy(() -> Egress.PUBLIC.check("host.example", both))
                .hasMessageContaining("10.0.0.1, a private address");
        assertThatThrownBy(() -> Egress.PUBLIC.check("host.example", both.reversed()))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void opens_networks_that_are_named_and_no_others() {
        Egress rules = new Egress(List.of(Network.of("10.1.0.0/16"), Network.of("fd00:1::/32")));

        assertThatCode(() -> rules.check(URI.create("http://10.1.2.3:8000/v1"))).doesNotThrowAnyException();
        assertThatCode(() -> rules.check(URI.create("http://[fd00:1::7]/v1"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> rules.check(URI.create("http://10.2.0.1/v1")))
                .isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> rules.check(URI.create("http://[fd00:2::7]/v1")))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "192.0.0.192"})
    void opens_a_metadata_service_to_nobody(String address) {
        Egress all = new Egress(List.of(Network.of("0.0.0.0/0")));

        assertThatThrownBy(() -> all.check(URI.create("http://" + address + "/")))
                .hasMessageContaining("a cloud's metadata service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "//example.com/",
                "/v1",
                "mailto:a@b",
                "http:///v1",
                "http://user@example.com/",
                "http://user:pass@example.com/",
                "http://exa_mple..com/",
                "jar:http://example.com!/",
                "http://%31%32%37.0.0.1/"
            })
    void refuses_addresses_without_a_plain_host(String address) {
        assertThatThrownBy(() -> Egress.PUBLIC.check(URI.create(address)))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void leaves_names_to_those_who_look_them_up() {
        assertThat(Egress.PUBLIC
                        .check(URI.create("HTTPS://API.Example.com./v1"))
                        .text())
                .isEqualTo("api.example.com");
    }
}
