package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedProvidersTest {
    private static final String OWN = """
            providers: {own: {base-url: "http://10.0.0.1/v1"}, both: {base-url: "http://10.0.0.2/v1"}}
            guard: {allow: [10.1.0.0/16]}
            discovery: {local: false}
            """;

    @Test
    void what_was_published_is_guarded_and_what_is_the_nodes_own_is_not() {
        Snapshot snapshot = compile(Map.of(), """
                providers:
                  theirs: {base-url: "https://models.example/v1"}
                  both: {base-url: "https://models.example/v1"}
                models:
                  m: {targets: [{provider: own, model: m}, {provider: theirs, model: m}, {provider: both, model: m}]}
                """);

        assertThat(provider(snapshot, "theirs").connection().egress())
                .contains(new Egress(List.of(Network.of("10.1.0.0/16"))));
        assertThat(provider(snapshot, "own").connection().egress()).isEmpty();
        assertThat(provider(snapshot, "both").connection().egress()).isEmpty();
        assertThat(provider(snapshot, "both").baseUrl()).hasHost("10.0.0.2");
    }

    @Test
    void a_row_keeps_its_address_and_the_environments_key() {
        Snapshot snapshot = compile(
                Map.of("MISTRAL_API_KEY", "sk-env"),
                "providers: {mistral: {}}\nmodels: {m: {targets: [{provider: mistral, model: m}]}}");

        assertThat(provider(snapshot, "mistral").apiKey()).isPresent();
        assertThat(provider(snapshot, "mistral").connection().egress()).isPresent();
    }

    @Test
    void the_environments_key_goes_to_no_published_address() {
        Snapshot snapshot = compile(
                Map.of("MISTRAL_API_KEY", "sk-env"),
                "providers: {mistral: {base-url: \"https://evil.example/v1\"}}\n"
                        + "models: {m: {targets: [{provider: mistral, model: m}]}}");

        assertThat(provider(snapshot, "mistral").apiKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p: {base-url: \"https://evil.example/v1\", signs: google-oauth}",
                "p: {base-url: \"https://evil.example/v1\", signs: sigv4}",
                "p: {base-url: \"https://evil.example/v1\", dialect: bedrock-converse}",
                "p: {base-url: \"http://10.0.0.1/v1\"}",
                "p: {base-url: \"http://[::1]/v1\"}"
            })
    void what_would_take_something_along_or_lead_inside_is_refused(String provider) {
        assertThatThrownBy(() -> compile(Map.of(), "providers: {" + provider + "}"))
                .isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void plain_http_is_not_sent_through_a_proxy() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://proxy.example:3128", "HTTP_PROXY", "http://proxy.example:3128");

        assertThatThrownBy(() -> compile(environment, "providers: {p: {base-url: \"http://models.example/v1\"}}"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("plain HTTP through this node's proxy");
        assertThatCode(() -> compile(environment, "providers: {p: {base-url: \"https://models.example/v1\"}}"))
                .doesNotThrowAnyException();
    }

    @Test
    void networks_that_are_named_are_open() {
        assertThatCode(() -> compile(Map.of(), "providers: {p: {base-url: \"http://10.1.2.3:8000/v1\"}}"))
                .doesNotThrowAnyException();
    }

    private static Snapshot compile(Map<String, String> environment, String document) {
        ConfigReader reader = new ConfigReader(environment);
        GatewayConfig own =
                reader.read(OWN.getBytes(StandardCharsets.UTF_8), Path.of("")).config();
        return new SnapshotCompiler(() -> Instant.EPOCH, () -> 1, environment, Optional.empty(), List::of)
                .compile(reader.join(own, document.getBytes(StandardCharsets.UTF_8)));
    }

    private static Provider provider(Snapshot snapshot, String name) {
        return snapshot.offer().find("m").orElseThrow().targets().stream()
                .map(target -> target.provider())
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
