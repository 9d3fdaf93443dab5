package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.read.InvalidConfigException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final URI PROXY = URI.create("http://proxy:3128");

    @Test
    void each_scheme_has_its_proxy() {
        Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", "http://proxy:3128", "HTTP_PROXY", "http://plain:80"));
        assertThat(proxies.towards(URI.create("https://api.openai.com/v1"))).contains(PROXY);
        assertThat(proxies.towards(URI.create("http://api.openai.com/v1"))).contains(URI.create("http://plain:80"));
        assertThat(new Proxies(Map.of()).towards(URI.create("https://h"))).isEmpty();
    }

    @Test
    void lower_case_counts_too_and_goes_first() {
        assertThat(new Proxies(Map.of("https_proxy", "http://proxy:3128", "HTTPS_PROXY", "http://other:1"))
                        .towards(URI.create("https://h")))
                .contains(PROXY);
        assertThat(new Proxies(Map.of("https_proxy", "", "HTTPS_PROXY", "http://proxy:3128"))
                        .towards(URI.create("https://h")))
                .contains(PROXY);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy:3128,http://proxy:3128",
        "http://proxy:3128/,http://proxy:3128",
        "http://proxy,http://proxy:80",
        "http://user:pw@proxy:1,http://user:pw@proxy:1"
    })
    void an_address_may_be_short(String written, String meant) {
        assertThat(new Proxies(Map.of("HTTPS_PROXY", written)).towards(URI.create("https://h")))
                .contains(URI.create(meant));
    }

    @ParameterizedTest
    @CsvSource({
        "*,https://a.example.com",
        "example.com,https://example.com",
        "example.com,https://a.example.com",
        ".example.com,https://a.b.Example.com",
        "*.example.com,https://a.example.com",
        "' x , EXAMPLE.com',https://example.com",
        "example.com:443,https://example.com",
        "example.com:8443,https://example.com:8443",
        "10.1.2.3,https://10.1.2.3:8443"
    })
    void an_exception_covers_a_host_and_what_is_below(String exceptions, URI url) {
        assertThat(proxy(exceptions, url)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,https://myexample.com",
        "example.com,https://example.com.evil",
        "example.com:443,https://example.com:8443",
        "10.1.2.3,https://10.1.2.30",
        "',',https://example.com"
    })
    void an_exception_covers_nothing_else(String exceptions, URI url) {
        assertThat(proxy(exceptions, url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:1",
                "https://127.0.0.1",
                "https://127.9.9.9",
                "https://[::1]:1",
                "https://a.localhost"
            })
    void loopback_is_never_behind_a_proxy(URI url) {
        assertThat(proxy("", url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://canary:canary@h:1", "http://", "http://canary canary", "https://canary@h:1"})
    void what_is_not_an_address_is_told_without_showing_it(String written) {
        assertThatThrownBy(() -> new Proxies(Map.of("HTTPS_PROXY", written)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("environment variable HTTPS_PROXY: not an address (expected: http://host:port)");
    }

    private static boolean proxy(String exceptions, URI url) {
        return new Proxies(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exceptions))
                .towards(url)
                .isPresent();
    }
}
