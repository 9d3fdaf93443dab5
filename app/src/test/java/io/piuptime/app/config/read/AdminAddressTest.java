package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.7.6", "::1", "localhost", "LOCALHOST"})
    void loopback_needs_no_tls(String host) {
        assertThat(Reading.read(admin(host)).admin().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "10.0.0.1", "192.168.1.5", "fe80::1", "example.com", "localhost.evil.com", "0"})
    void everything_else_does(String host) {
        assertThat(Reading.problems(admin(host)))
                .containsExactly("admin.host: '" + host + "' without TLS at line 1, column 15 (expected: a loopback "
                        + "address such as 127.0.0.1, or admin.tls with certificate and key)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "example.com"})
    void with_tls_any_address_will_do(String host, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.pem"), "pem");
        String text = "admin: {host: '" + host + "', tls: {certificate: a.pem, key: a.pem}}";
        assertThat(Reading.read(text, Map.of(), directory).admin().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "example.com"})
    void callers_may_connect_from_anywhere(String host) {
        assertThat(Reading.read("listen: {host: '" + host + "'}").listen().host())
                .isEqualTo(host);
    }

    private static String admin(String host) {
        return "admin: {host: '" + host + "'}";
    }
}
