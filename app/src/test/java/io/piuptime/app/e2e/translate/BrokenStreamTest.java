package io.piuptime.app.e2e.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams that a provider breaks off, in every pair of dialects: a caller can always tell them from whole ones. */
class BrokenStreamTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("pairs")
    void an_error_in_the_middle_is_told_and_the_stream_is_not_whole(CallerDialect caller, UpstreamDialect provider)
            throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(provider);
                GatewayUnderTest gateway = gateway(upstream.baseUrl(provider), wire(provider))) {
            upstream.next(new Turn.Break("one two", new Turn.Fail(503, "gone away")));

            String body = read(gateway, caller, caller.asks("Sprich!", true));

            assertThat(caller.streamed(body)).as(body).isEqualTo("one two");
            assertThat(body).contains("gone away");
            assertThat(caller.isWhole(body)).as(body).isFalse();
            gateway.awaitQuiet();
            assertThat(gateway.records()).singleElement().asString().doesNotContain("\"outcome\":\"ok\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_breaks_in_the_middle_never_ends_a_stream(CallerDialect caller) throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = gateway(provider.baseUrl(), "openai-chat")) {
            for (int frames = 1; frames < 4; frames++) {
                Script cut = Script.cut(Script.chat("one", " two", " three"), frames, Ending.RST);
                provider.next(cut);
                if (frames == 1) {
                    provider.next(cut); // before its first content a stream is asked for once more
                }

                String body = read(gateway, caller, caller.asks("Sprich!", true));

                assertThat(endsWell(caller, body))
                        .as("%d frames: %s", frames, body)
                        .isFalse();
            }
            gateway.awaitQuiet();
        }
    }

    @Test
    void a_gemini_stream_as_a_list_is_one_list() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.ANTHROPIC);
                GatewayUnderTest gateway = gateway(upstream.baseUrl(UpstreamDialect.ANTHROPIC), "anthropic-messages")) {
            upstream.next(Turn.say("one two three"));

            HttpResponse<String> reply =
                    gateway.post("/v1beta/models/m:streamGenerateContent", CallerDialect.GEMINI.asks("Sprich!", true));

            assertThat(reply.headers().firstValue("content-type").orElse("")).startsWith("application/json");
            JsonNode list = JsonMapper.shared().readTree(reply.body());
            assertThat(list.isArray()).isTrue();
            StringBuilder text = new StringBuilder();
            list.forEach(chunk ->
                    text.append(chunk.at("/candidates/0/content/parts/0/text").asString("")));
            assertThat(text).hasToString("one two three");
            assertThat(list.get(list.size() - 1)
                            .at("/candidates/0/finishReason")
                            .asString(""))
                    .isEqualTo("STOP");
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(CallerDialect.values())
                .flatMap(caller ->
                        Arrays.stream(UpstreamDialect.values()).map(provider -> Arguments.of(caller, provider)));
    }

    private static boolean endsWell(CallerDialect caller, String body) {
        return !CallerDialect.events(body).isEmpty() && caller.isWhole(body);
    }

    /** Everything that came, whether the answer ended well or broke off. */
    private static String read(GatewayUnderTest gateway, CallerDialect caller, String json) throws Exception {
        StringBuilder all = new StringBuilder();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<InputStream> reply = client.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + caller.path(true)))
                            .header("authorization", "Bearer " + gateway.key())
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            byte[] buffer = new byte[8192];
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (InputStream in = reply.body()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes.write(buffer, 0, read);
                }
            } catch (IOException _) {
                // broken off, as it has to be where nothing else tells
            }
            all.append(bytes.toString(StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private GatewayUnderTest gateway(URI baseUrl, String wire) throws IOException {
        return GatewayUnderTest.start(folder, """
                providers:
                  upstream: {base-url: "%s", dialect: %s, api-key: "sk-upstream-0123456789"}
                models:
                  m: {targets: [{provider: upstream, model: their-model}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(baseUrl, wire));
    }

    private static String wire(UpstreamDialect provider) {
        return switch (provider) {
            case CHAT -> "openai-chat";
            case RESPONSES -> "openai-responses";
            case ANTHROPIC -> "anthropic-messages";
            case GEMINI -> "gemini";
            case BEDROCK -> "bedrock-converse";
        };
    }
}
