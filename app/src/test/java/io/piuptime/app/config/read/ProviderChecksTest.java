package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.ProviderConfig;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource(Wire.class)
    void a_dialect_may_be(Wire wire) {
        assertThat(provider("base-url: 'https://h', dialect: " + wire.id()).dialect())
                .contains(wire);
    }

    @ParameterizedTest
    @EnumSource(Signing.class)
    void a_signing_may_be(Signing signing) {
        assertThat(provider("base-url: 'https://h', signs: " + signing.id()).signs())
                .contains(signing);
    }

    @Test
    void quirks_may_be_none() {
        assertThat(provider("base-url: 'https://h', quirks: []").quirks()).contains(List.of());
        assertThat(provider("base-url: 'https://h'").quirks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base-url: 'https://h', dialect: soap|providers.p.dialect: 'soap' at|one of openai-chat, openai-responses,",
                "base-url: 'https://h', quirks: [no-x]|providers.p.quirks[0]: 'no-x' at|one of max-tokens-only,",
                "base-url: 'https://h', rate-limits: {left: x}|providers.p.rate-limits.left: 'left' at|one of requests-limit,",
                "base-url: 'https://h', rate-limits: {tokens-left: a b}|providers.p.rate-limits.tokens-left: header 'a b'|the name of a header",
                "base-url: 'https://h', credentials: {user: x}|providers.p.credentials.user: credential 'user' at|expected: api-key)",
                "row: bedrock, settings: {region: eu-west-1}, credentials: {access-key-id: x}|providers.p.credentials: only access-key-id at|access-key-id, api-key, secret-access-key, session-token",
                "row: google-vertex, settings: {region: eu, project: p}, api-key: x|providers.p.api-key: a key at|credentials: {credentials-file}, as it signs by google-oauth",
                "row: ollama, dialect: gemini|providers.p.base-url: nothing at|an address, as provider 'ollama' has none that speaks gemini",
                "row: azure|providers.p.base-url: no setting 'resource' at|settings: {resource: …} or the environment's AZURE_RESOURCE_NAME",
            })
    void what_makes_no_sense_is_told(String keys, String found, String expected) {
        assertThat(Reading.problems("providers: {p: {" + keys + "}}"))
                .singleElement()
                .asString()
                .startsWith(found)
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row: bedrock, settings: {region: eu-west-1}, credentials: {access-key-id: a, secret-access-key: b}",
                "row: bedrock, settings: {region: eu-west-1}, api-key: k",
                "row: bedrock, settings: {region: eu-west-1}",
                "row: google-vertex, settings: {region: eu, project: p}, credentials: {credentials-file: /f.json}",
                "row: azure, signs: entra, settings: {resource: r}, "
                        + "credentials: {tenant-id: t, client-id: c, client-secret: s}",
                "row: ollama, api-key: behind-a-proxy",
                "row: anthropic, dialect: openai-chat",
                "base-url: 'https://h', dialect: vertex-anthropic"
            })
    void any_format_and_signing_is_accepted(String keys) {
        assertThat(provider(keys)).isNotNull();
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
