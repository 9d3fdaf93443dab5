package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.ProviderConfig;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderChecksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "http://127.0.0.1:11434/v1",
                "http://[::1]:8000",
                "https://h",
                "HTTPS://H/openai/deployments/x"
            })
    void an_address_may_be(String url) {
        assertThat(provider("base-url: '" + url + "'").baseUrl().orElseThrow()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/",
                "https://h/v1/",
                "https://h/v1?api-version=1",
                "https://h/v1#x",
                "https://a@h/v1",
                "ws://h",
                "file:///etc/passwd",
                "//h/v1",
                "h:80",
                "https://"
            })
    void an_address_may_not_be(String url) {
        assertThat(Reading.problems("providers: {p: {base-url: '" + url + "'}}"))
                .singleElement()
                .asString()
                .startsWith("providers.p.base-url: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:3128", "http://user:pw@proxy:80", "http://proxy:1/"})
    void a_proxy_may_be(String url) {
        assertThat(provider("base-url: 'https://h', proxy: '" + url + "'")
                        .proxy()
                        .orElseThrow()
                        .uri())
                .hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://proxy", "https://proxy:1", "socks5://proxy:1", "http://proxy:1/x", "http://proxy:1?x"})
    void a_proxy_may_not_be(String url) {
        assertThat(Reading.problems("providers: {p: {base-url: 'https://h', proxy: '" + url + "'}}"))
                .singleElement()
                .asString()
                .startsWith("providers.p.proxy: ")
                .endsWith("(expected: http://host:port)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenAI-Organization", "X-Title", "authorization", "api-key", "x_y.z"})
    void a_header_may_be(String name) {
        assertThat(provider("base-url: 'https://h', headers: {'" + name + "': v}")
                        .headers())
                .containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "CONTENT-LENGTH", "Transfer-Encoding", "connection", "te", "a b", "a:b", "a\"b", "é", ""
            })
    void a_header_may_not_be(String name) {
        assertThat(Reading.problems("providers: {p: {base-url: 'https://h', headers: {'" + name + "': v}}}"))
                .singleElement()
                .asString()
                .contains("header '" + name + "' at line 1");
    }

    @Test
    void a_header_cannot_smuggle_another() {
        assertThat(Reading.problems("providers: {p: {base-url: 'https://h', headers: {X: \"a\\r\\nY: b\"}}}"))
                .containsExactly("providers.p.headers.X: '***' at line 1, column 53 "
                        + "(expected: a text without line breaks and control characters)");
    }

    @Test
    void a_dialect_has_the_id_by_which_the_gateway_knows_it() {
        for (ProviderConfig.Dialect dialect : ProviderConfig.Dialect.values()) {
            assertThat(provider("base-url: 'https://h', dialect: " + dialect.id())
                            .dialect())
                    .isEqualTo(dialect);
            assertThat(dialect.id()).isEqualTo(dialect.id().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void an_unreadable_file_of_authorities_is_told() {
        assertThat(Reading.problems("providers: {p: {base-url: 'https://h', ca-file: ca.pem}}"))
                .containsExactly("providers.p.ca-file: file '/nowhere/ca.pem' at line 1, column 49 "
                        + "(expected: a readable file)");
    }

    private static ProviderConfig provider(String keys) {
        return Reading.read("providers: {p: {" + keys + "}}")
                .providers()
                .values()
                .iterator()
                .next();
    }
}
