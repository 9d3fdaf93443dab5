package io.piuptime.testkit.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScriptedUpstreamTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ARGUMENTS = "{\"city\":\"Zürich 👋\",\"days\":[1,2]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT, UpstreamDialect.values());

    @AfterEach
    void stop() {
        client.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void says_a_text_with_its_usage(UpstreamDialect dialect) throws Exception {
        upstream.next(Turn.say("Grüße, 世界"));

        HttpResponse<byte[]> reply = post(dialect, false, Asking.plain(dialect, "Hello"));

        assertThat(reply.statusCode()).isEqualTo(200);
        JsonNode json = JSON.readTree(reply.body());
        assertThat(json.at(Asking.TEXT.get(dialect)).asString()).isEqualTo("Grüße, 世界");
        assertThat(json.at(Asking.OUTPUT_TOKENS.get(dialect)).asInt()).isEqualTo(Asking.outputTokens(dialect));
        Heard heard = upstream.last();
        assertThat(heard.dialect()).isEqualTo(dialect);
        assertThat(heard.model()).isEqualTo("model-1");
        assertThat(heard.said()).isEqualTo("Hello");
        assertThat(heard.stream()).isFalse();
        assertThat(heard.received().header("x-test")).contains("there");
    }

    @ParameterizedTest
    @EnumSource
    void streams_a_text_in_pieces(UpstreamDialect dialect) throws Exception {
        String text = "one two three four five 👋👋👋👋👋👋👋👋👋👋";
        upstream.next(Turn.say(text));

        List<JsonNode> events = stream(dialect, Asking.plain(dialect, "Count"));

        StringBuilder joined = new StringBuilder();
        events.forEach(
                event -> joined.append(event.at(Asking.DELTA.get(dialect)).asString("")));
        assertThat(joined).hasToString(text);
        assertThat(upstream.last().stream()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void calls_a_tool_then_says_the_text_when_the_result_comes(UpstreamDialect dialect) throws Exception {
        upstream.always(Turn.callThenSay("weather", ARGUMENTS, "It rains."));

        JsonNode call =
                JSON.readTree(post(dialect, false, Asking.withTool(dialect)).body());
        JsonNode end =
                JSON.readTree(post(dialect, false, Asking.withResult(dialect)).body());

        assertThat(arguments(call.at(Asking.ARGUMENTS.get(dialect)))).isEqualTo(JSON.readTree(ARGUMENTS));
        assertThat(end.at(Asking.TEXT.get(dialect)).asString()).isEqualTo("It rains.");
        assertThat(upstream.heard().getFirst().tools()).containsExactly("weather");
        assertThat(upstream.heard().getFirst().results()).isEmpty();
        assertThat(upstream.last().results()).singleElement().satisfies(result -> {
            assertThat(result.call()).isEqualTo("call-1");
            assertThat(result.text()).contains("rain");
        });
    }

    @ParameterizedTest
    @EnumSource
    void streams_the_arguments_of_a_call(UpstreamDialect dialect) throws Exception {
        upstream.next(Turn.call("weather", ARGUMENTS));

        List<JsonNode> events = stream(dialect, Asking.withTool(dialect));

        StringBuilder joined = new StringBuilder();
        for (JsonNode event : events) {
            JsonNode piece = event.at(Asking.ARGUMENTS_DELTA.get(dialect));
            joined.append(piece.isObject() ? piece.toString() : piece.asString(""));
        }
        assertThat(JSON.readTree(joined.toString())).isEqualTo(JSON.readTree(ARGUMENTS));
        assertThat(events.toString()).contains("\"weather\"");
    }

    @ParameterizedTest
    @EnumSource
    void fails_with_a_status_in_the_words_of_the_dialect(UpstreamDialect dialect) throws Exception {
        upstream.next(Turn.fail(429, "Slow down"));

        HttpResponse<byte[]> reply = post(dialect, false, Asking.plain(dialect, "Hello"));

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(new String(reply.body(), UTF_8)).contains("Slow down");
    }

    @ParameterizedTest
    @EnumSource
    void breaks_a_stream_off_with_an_error(UpstreamDialect dialect) throws Exception {
        upstream.next(new Turn.Break("so far", new Turn.Fail(503, "Overloaded")));

        List<JsonNode> events = stream(dialect, Asking.plain(dialect, "Hello"));

        assertThat(events.getLast().toString()).contains("Overloaded");
        assertThat(events.toString()).contains("so far");
    }

    @ParameterizedTest
    @EnumSource
    void echoes_when_nothing_is_scripted(UpstreamDialect dialect) throws Exception {
        JsonNode reply = JSON.readTree(
                post(dialect, false, Asking.plain(dialect, "again")).body());

        assertThat(reply.at(Asking.TEXT.get(dialect)).asString()).isEqualTo("again");
    }

    @Test
    void counts_tokens_without_taking_a_turn() throws Exception {
        upstream.next(Turn.say("later"));
        String claude = Asking.plain(UpstreamDialect.ANTHROPIC, "two words");
        String gemini = Asking.plain(UpstreamDialect.GEMINI, "two words");
        String responses = Asking.plain(UpstreamDialect.RESPONSES, "two words");
        String bedrock = Asking.plain(UpstreamDialect.BEDROCK, "two words");

        assertThat(JSON.readTree(post("/v1/responses/input_tokens", responses).body())
                        .path("input_tokens")
                        .asInt())
                .isPositive();
        assertThat(JSON.readTree(post("/model/m/count-tokens", bedrock).body())
                        .path("inputTokens")
                        .asInt())
                .isPositive();
        assertThat(JSON.readTree(post("/v1/messages/count_tokens", claude).body())
                        .path("input_tokens")
                        .asInt())
                .isPositive();
        assertThat(JSON.readTree(post("/v1beta/models/m:countTokens", gemini).body())
                        .path("totalTokens")
                        .asInt())
                .isPositive();
        assertThat(upstream.heard()).isEmpty();
        assertThat(upstream.requests()).hasSize(4);
    }

    @Test
    void streams_gemini_as_one_array_unless_events_are_asked_for() throws Exception {
        upstream.next(Turn.say("one two three"));

        HttpResponse<byte[]> reply =
                post("/v1beta/models/m:streamGenerateContent", Asking.plain(UpstreamDialect.GEMINI, "Count"));

        assertThat(reply.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(JSON.readTree(reply.body()).size()).isGreaterThan(1);
    }

    @Test
    void reports_the_usage_of_a_chat_stream_only_when_asked() throws Exception {
        upstream.next(Turn.say("a"), Turn.say("b"));
        String asked = Asking.plain(UpstreamDialect.CHAT, "Hi").replaceFirst("\\{", "{\"stream\":true,");

        String without = new String(post("/v1/chat/completions", asked).body(), UTF_8);
        String with = new String(
                post("/v1/chat/completions", asked.replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},"))
                        .body(),
                UTF_8);

        assertThat(without).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(with).contains("\"completion_tokens\":11");
    }

    @Test
    void refuses_a_dialect_that_it_was_not_started_with() throws Exception {
        try (ScriptedUpstream chat = ScriptedUpstream.start(UpstreamDialect.CHAT)) {
            HttpResponse<byte[]> reply =
                    send(chat.url() + "/v1/messages", Asking.plain(UpstreamDialect.ANTHROPIC, "Hi"));

            assertThat(reply.statusCode()).isEqualTo(404);
            assertThat(chat.heard()).isEmpty();
        }
    }

    @Test
    void refuses_arguments_that_are_no_object() {
        assertThatThrownBy(() -> Turn.call("weather", "[1]")).hasMessage("arguments: [1] (expected: a JSON object)");
    }

    /** The events of a stream, whatever frames them. */
    private List<JsonNode> stream(UpstreamDialect dialect, String body) throws Exception {
        byte[] reply = post(dialect, true, body).body();
        return dialect == UpstreamDialect.BEDROCK ? messages(reply) : events(reply);
    }

    private static List<JsonNode> events(byte[] reply) {
        List<JsonNode> events = new ArrayList<>();
        new String(reply, UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .forEach(line -> events.add(JSON.readTree(line.substring("data: ".length()))));
        return events;
    }

    private static List<JsonNode> messages(byte[] reply) {
        List<JsonNode> events = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(reply);
        for (int at = 0; at < reply.length; at += bytes.getInt(at)) {
            int payload = at + 12 + bytes.getInt(at + 4);
            int end = at + bytes.getInt(at) - 4;
            events.add(JSON.readTree(Arrays.copyOfRange(reply, payload, end)));
        }
        return events;
    }

    private static JsonNode arguments(JsonNode node) {
        return node.isString() ? JSON.readTree(node.asString()) : node;
    }

    private HttpResponse<byte[]> post(UpstreamDialect dialect, boolean stream, String body) throws Exception {
        boolean inBody = dialect != UpstreamDialect.GEMINI && dialect != UpstreamDialect.BEDROCK;
        return post(
                Asking.path(dialect, stream), stream && inBody ? body.replaceFirst("\\{", "{\"stream\":true,") : body);
    }

    private HttpResponse<byte[]> post(String path, String body) throws Exception {
        return send(upstream.url() + path, body);
    }

    private HttpResponse<byte[]> send(String url, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("content-type", "application/json")
                        .header("x-test", "there")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
