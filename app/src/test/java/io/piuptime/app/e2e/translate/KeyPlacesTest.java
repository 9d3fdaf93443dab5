package io.piuptime.app.e2e.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers show their key where their dialect has its place, and it gets no further than that. */
class KeyPlacesTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private ScriptedUpstream upstream;
    private GatewayUnderTest gateway;

    @BeforeEach
    void starts() throws IOException {
        upstream = ScriptedUpstream.start(UpstreamDialect.CHAT, UpstreamDialect.GEMINI);
        upstream.always(_ -> Turn.say("one two"));
        gateway = GatewayUnderTest.start(folder, """
                providers:
                  p-chat: {base-url: "%s", dialect: openai-chat, api-key: "sk-upstream-0123456789"}
                  p-gemini: {base-url: "%s", dialect: gemini, api-key: "sk-upstream-0123456789"}
                models:
                  m: {targets: [{provider: p-chat, model: theirs}]}
                  g: {targets: [{provider: p-gemini, model: theirs}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(
                        upstream.baseUrl(UpstreamDialect.CHAT), upstream.baseUrl(UpstreamDialect.GEMINI)));
    }

    @AfterEach
    void stops() {
        client.close();
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT,      authorization,  Bearer ",
        "CHAT,      api-key,        ''",
        "RESPONSES, authorization,  Bearer ",
        "ANTHROPIC, x-api-key,      ''",
        "ANTHROPIC, authorization,  Bearer ",
        "GEMINI,    x-goog-api-key, ''",
        "GEMINI,    authorization,  Bearer "
    })
    void a_key_is_found_in_its_dialects_header(CallerDialect caller, String header, String scheme) throws Exception {
        String value = scheme.isEmpty() ? gateway.key() : scheme.strip() + " " + gateway.key();

        HttpResponse<String> reply = post(caller, "", header, value);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertNoTrace();
    }

    @ParameterizedTest
    @EnumSource
    void no_key_is_refused_in_the_callers_words(CallerDialect caller) throws Exception {
        HttpResponse<String> reply = post(caller, "", "x-nothing", "x");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(caller.error(reply.body())).isNotEmpty();
        assertThat(upstream.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "x-api-key", "x-goog-api-key", "api-key"})
    void a_wrong_key_is_refused_and_not_repeated(String header) throws Exception {
        String wrong = "piup_wrongwrongwrongwrong";

        HttpResponse<String> reply =
                post(CallerDialect.ANTHROPIC, "", header, header.equals("authorization") ? "Bearer " + wrong : wrong);

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain(wrong);
        assertThat(upstream.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "g"})
    void a_key_in_the_query_is_found_and_goes_nowhere(String model) throws Exception {
        HttpResponse<String> reply = client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1beta/models/" + model + ":generateContent?key="
                                + gateway.key() + "&alt=json"))
                        .POST(HttpRequest.BodyPublishers.ofString(CallerDialect.GEMINI.asks("Sprich!", false)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().map().toString()).doesNotContain(gateway.key());
        assertNoTrace();
    }

    @Test
    void a_key_in_the_query_is_not_repeated_by_an_error() throws Exception {
        for (String path :
                List.of("/v1beta/models/none:generateContent", "/v1beta/nothing", "/v1beta/models/m:nothing")) {
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + path + "?key=" + gateway.key()))
                            .POST(HttpRequest.BodyPublishers.ofString("{\"contents\":[]}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(reply.statusCode()).as(path).isBetween(400, 405);
            assertThat(reply.body()).doesNotContain(gateway.key());
        }
        assertNoTrace();
    }

    @Test
    void what_a_provider_cannot_be_told_is_named_in_a_header() throws Exception {
        String body = CallerDialect.ANTHROPIC.asks("Sprich!", false).replace("{\"model\"", "{\"top_k\":5,\"model\"");

        HttpResponse<String> reply = gateway.post("/v1/messages", body);
        HttpResponse<String> plain = gateway.post("/v1/messages", CallerDialect.ANTHROPIC.asks("Sprich!", false));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-dropped").orElse("")).contains("top_k");
        assertThat(plain.headers().firstValue("x-piup-dropped")).isEmpty();
    }

    @Test
    void what_stays_in_its_dialect_loses_nothing() throws Exception {
        String body = CallerDialect.CHAT.asks("Sprich!", false).replace("{\"model\"", "{\"of_tomorrow\":5,\"model\"");

        HttpResponse<String> reply = gateway.post("/v1/chat/completions", body);

        assertThat(reply.headers().firstValue("x-piup-dropped")).isEmpty();
        assertThat(upstream.last().json().path("of_tomorrow").asInt(0)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-06-01", "2026-10-21"})
    void every_version_of_anthropics_is_answered(String version) throws Exception {
        HttpResponse<String> reply = client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/messages"))
                        .header("x-api-key", gateway.key())
                        .header("anthropic-version", version)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(CallerDialect.ANTHROPIC.asks("Sprich!", false)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(CallerDialect.ANTHROPIC.text(reply.body())).isEqualTo("one two");
        assertThat(upstream.last().received().header("anthropic-version")).isEmpty();
    }

    private HttpResponse<String> post(CallerDialect caller, String query, String header, String value)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + caller.path(false) + query))
                        .header(header, value)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(caller.asks("Sprich!", false)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The key is in nothing that was sent to a provider, and in nothing that is kept. */
    private void assertNoTrace() throws Exception {
        gateway.awaitQuiet();
        String key = gateway.key();
        assertThat(upstream.requests()).allSatisfy(request -> {
            assertThat(request.target()).doesNotContain(key);
            assertThat(request.headers().toString()).doesNotContain(key);
            assertThat(request.text()).doesNotContain(key);
        });
        assertThat(String.join("\n", gateway.records())).doesNotContain(key);
        try (Stream<Path> files = Files.walk(gateway.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("first-key")) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(key);
                }
            }
        }
    }
}
