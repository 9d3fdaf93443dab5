package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.app.run.StartException;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Providers' keys that are kept sealed under a name. */
class SecretsTest {
    private static final String CANARY = "sk-canary-0123456789abcdef";
    private static final String OTHER = "sk-other-fedcba9876543210";
    private static final String FIRST = "11".repeat(32);
    private static final String SECOND = "22".repeat(32);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final String SECRETS = "/admin/v1/secrets";

    @TempDir
    private Path folder;

    @Test
    void a_provider_is_asked_with_the_secret_of_a_name_and_with_its_next_text_soon() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider, ""))) {
            assertThat(ask(gateway).statusCode()).isEqualTo(502);
            assertThat(ask(gateway).body())
                    .contains("upstream_secret", "The provider 'p' cannot be asked")
                    .doesNotContain("openai-key");
            assertThat(gateway.post("/v1/chat/completions", question("other")).statusCode())
                    .isEqualTo(200);

            put(gateway, CANARY);
            awaitKey(gateway, provider, CANARY);
            put(gateway, OTHER);
            awaitKey(gateway, provider, OTHER);

            assertThat(gateway.admin(SECRETS).body()).contains("openai-key").doesNotContain(CANARY, OTHER);
            assertThat(gateway.admin(SECRETS + "/openai-key").body()).doesNotContain(CANARY, OTHER);
            assertThat(gateway.meter("piup_reload_failures_total")).isZero();
        }
        assertThat(filesHolding(CANARY)).isEmpty();
        assertThat(filesHolding(OTHER)).isEmpty();
    }

    @Test
    void a_node_without_the_key_does_not_start_and_one_that_loses_it_serves_the_rest() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start()) {
            try (GatewayUnderTest gateway =
                    GatewayUnderTest.start(folder, yaml(provider, keys("A")), Map.of("A", FIRST))) {
                put(gateway, CANARY);
                awaitKey(gateway, provider, CANARY);
            }
            assertThatThrownBy(() -> GatewayUnderTest.start(folder, yaml(provider, keys("A")), Map.of("A", SECOND)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("master-key: fingerprint ")
                    .hasMessageContaining("--new-identity");
            Map<String, String> both = Map.of("A", FIRST, "B", SECOND);
            try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider, keys("A")), both)) {
                assertThat(gateway.reload(yaml(provider, keys("B"))).statusCode())
                        .isEqualTo(200);
                provider.reset();
                assertThat(ask(gateway).body()).contains("upstream_secret");
                assertThat(provider.requests()).isEmpty();
                assertThat(gateway.post("/v1/chat/completions", question("other"))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(gateway.admin(SECRETS).body()).contains("\"outdated\":true");
            }
            try (GatewayUnderTest gateway =
                    GatewayUnderTest.start(folder, yaml(provider, keys("A")), Map.of("A", FIRST))) {
                provider.reset();
                awaitKey(gateway, provider, CANARY);
            }
        }
    }

    @Test
    void a_tenants_secret_is_never_sent_for_another_tenants_callers() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider, ""))) {
            String acme = made(gateway, "tenants", "{\"name\":\"Acme\"}");
            String team = made(gateway, "teams", "{\"name\":\"a\",\"tenant\":\"%s\"}".formatted(acme));
            String app = made(gateway, "applications", "{\"name\":\"a\",\"team\":\"%s\"}".formatted(team));
            String key = JsonMapper.shared()
                    .readTree(gateway.admin(
                                    "POST", "/admin/v1/keys", "{\"name\":\"a\",\"application\":\"%s\"}".formatted(app))
                            .body())
                    .path("key")
                    .asString();
            assertThat(gateway.admin("PUT", SECRETS + "/openai-key?tenant=" + acme, "{\"value\":\"" + CANARY + "\"}")
                            .statusCode())
                    .isEqualTo(200);
            String reference = "secret:" + acme + "/openai-key";
            assertThat(gateway.reload(yaml(provider, "").replace("secret:openai-key", reference))
                            .statusCode())
                    .isEqualTo(200);

            Await.until(
                    "its own callers are answered",
                    FIVE_SECONDS,
                    () -> quietly(() -> gateway.post("/v1/chat/completions", question("probe"), key))
                                    .statusCode()
                            == 200);
            assertThat(provider.last().header("authorization")).contains("Bearer " + CANARY);
            provider.reset();
            assertThat(ask(gateway).statusCode()).isEqualTo(502);
            assertThat(ask(gateway).body()).contains("upstream_secret", "its secret is another tenant's");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void an_edited_database_does_not_move_a_secret_to_another_name() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider, ""))) {
            put(gateway, CANARY);
            gateway.admin("PUT", SECRETS + "/foreign", "{\"value\":\"" + OTHER + "\"}");
            assertThat(gateway.admin("GET", SECRETS + "/foreign", "").body()).contains("\"version\":1");
            assertThat(gateway.admin("DELETE", SECRETS + "/openai-key", "").statusCode())
                    .isEqualTo(200);

            Await.until(
                    "the provider is without a key",
                    FIVE_SECONDS,
                    () -> quietly(gateway).statusCode() == 502);
        }
    }

    private static String yaml(FakeOpenAi provider, String more) {
        return """
                providers:
                  p: {base-url: "%s", api-key: "secret:openai-key"}
                  q: {base-url: "%s"}
                models:
                  probe: {targets: [{provider: p, model: m}]}
                  other: {targets: [{provider: q, model: m}]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                %s
                """.formatted(provider.baseUrl(), provider.baseUrl(), more);
    }

    private static String keys(String... names) {
        StringBuilder keys = new StringBuilder("secrets: {keys: [");
        for (String name : names) {
            keys.append("{key: \"${").append(name).append("}\"},");
        }
        return keys.append("]}").toString();
    }

    private static void put(GatewayUnderTest gateway, String value) throws IOException, InterruptedException {
        assertThat(gateway.admin("PUT", SECRETS + "/openai-key", "{\"value\":\"" + value + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void awaitKey(GatewayUnderTest gateway, FakeOpenAi provider, String key) {
        Await.until(
                "the provider is asked with the key",
                FIVE_SECONDS,
                () -> quietly(gateway).statusCode() == 200
                        && provider.last().header("authorization").equals(Optional.of("Bearer " + key)));
    }

    private static String question(String model) {
        return "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}";
    }

    private static HttpResponse<String> ask(GatewayUnderTest gateway) throws IOException, InterruptedException {
        return gateway.post("/v1/chat/completions", question("probe"));
    }

    /** Something that waits for an answer. */
    @FunctionalInterface
    private interface Question {
        HttpResponse<String> ask() throws IOException, InterruptedException;
    }

    private static HttpResponse<String> quietly(GatewayUnderTest gateway) {
        return quietly(() -> ask(gateway));
    }

    private static HttpResponse<String> quietly(Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String made(GatewayUnderTest gateway, String plural, String body)
            throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(gateway.admin("POST", "/admin/v1/" + plural, body).body())
                .path("id")
                .asString();
    }

    /** Every file that the gateway left behind in which a text can be read. */
    private Stream<Path> filesHolding(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList().stream();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
