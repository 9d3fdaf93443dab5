package io.piuptime.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class DemoProviderTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_770_000_000));
    private static final String CHAT =
            "{\"model\":\"demo\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                    + "{\"role\":\"user\",\"content\":\"What is a   gateway?\"}]%s}";

    private final DemoProvider provider = DemoProvider.start(CLOCK, Duration.ofMillis(1));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void listens_on_the_loopback_interface_only() throws Exception {
        assertThat(InetAddress.getByName(provider.baseUrl().getHost()).isLoopbackAddress())
                .isTrue();
        assertThat(provider.baseUrl().getPath()).isEqualTo("/v1");
    }

    @Test
    void answers_a_chat_with_what_it_is_and_what_it_was_asked() throws Exception {
        JsonNode reply = post("/chat/completions", CHAT.formatted(""));

        assertThat(reply.path("object").asString()).isEqualTo("chat.completion");
        assertThat(reply.path("created").asLong()).isEqualTo(1_770_000_000);
        assertThat(reply.path("model").asString()).isEqualTo("demo");
        JsonNode choice = reply.path("choices").path(0);
        assertThat(choice.path("message").path("role").asString()).isEqualTo("assistant");
        assertThat(choice.path("message").path("content").asString())
                .contains("demo model")
                .contains("no real language model")
                .contains("You wrote: “What is a gateway?”.")
                .contains("OPENAI_API_KEY");
        assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void counts_words_as_tokens() throws Exception {
        JsonNode reply = post("/chat/completions", CHAT.formatted(""));

        JsonNode usage = reply.path("usage");
        String content =
                reply.path("choices").path(0).path("message").path("content").asString();
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(6);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(content.split(" ").length);
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(6 + usage.path("completion_tokens").asInt());
    }

    @Test
    void streams_the_same_words() throws Exception {
        String whole = post("/chat/completions", CHAT.formatted(""))
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString();

        List<String> events = stream("/chat/completions", CHAT.formatted(",\"stream\":true"));

        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(contents(events)).isEqualTo(whole);
        JsonNode first = json(events.getFirst());
        assertThat(first.path("object").asString()).isEqualTo("chat.completion.chunk");
        assertThat(first.path("choices").path(0).path("delta").path("role").asString())
                .isEqualTo("assistant");
        assertThat(json(events.get(events.size() - 2))
                        .path("choices")
                        .path(0)
                        .path("finish_reason")
                        .asString())
                .isEqualTo("stop");
        assertThat(events).noneMatch(event -> event.contains("usage"));
    }

    @Test
    void tells_usage_in_a_stream_when_asked() throws Exception {
        List<String> events = stream(
                "/chat/completions", CHAT.formatted(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        JsonNode usage = json(events.get(events.size() - 2));
        assertThat(usage.path("choices").isEmpty()).isTrue();
        assertThat(usage.path("usage").path("prompt_tokens").asInt()).isEqualTo(6);
        assertThat(json(events.getFirst()).path("usage").isNull()).isTrue();
    }

    @Test
    void stops_at_the_tokens_it_may_spend() throws Exception {
        JsonNode reply = post("/chat/completions", CHAT.formatted(",\"max_completion_tokens\":3"));

        assertThat(reply.path("choices").path(0).path("message").path("content").asString())
                .isEqualTo("Hello from Pi ");
        assertThat(reply.path("choices").path(0).path("finish_reason").asString())
                .isEqualTo("length");
        assertThat(reply.path("usage").path("completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void reads_content_in_parts() throws Exception {
        JsonNode reply = post(
                "/chat/completions",
                "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"in"
                        + " parts\"}]}]}");

        assertThat(reply.toString()).contains("You wrote: “in parts”");
    }

    @Test
    void echoes_only_the_beginning_of_a_long_prompt() throws Exception {
        JsonNode reply = post("/completions", "{\"model\":\"demo\",\"prompt\":\"%s\"}".formatted("😀".repeat(5_000)));

        String text = reply.path("choices").path(0).path("text").asString();
        assertThat(text).contains("“" + "😀".repeat(80) + "…”");
        assertThat(reply.path("object").asString()).isEqualTo("text_completion");
    }

    @Test
    void streams_completions() throws Exception {
        List<String> events =
                stream("/completions", "{\"model\":\"demo\",\"prompt\":\"x\",\"stream\":true,\"max_tokens\":2}");

        assertThat(events).hasSize(4);
        assertThat(json(events.getFirst()).path("choices").path(0).path("text").asString())
                .isEqualTo("Hello ");
    }

    @Test
    void serves_others_while_it_streams() throws Exception {
        try (DemoProvider slow = DemoProvider.start(CLOCK, Duration.ofHours(1))) {
            HttpResponse<java.io.InputStream> stalled = client.send(
                    request(slow, "/chat/completions", CHAT.formatted(",\"stream\":true")),
                    BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(stalled.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).startsWith("data: {");
                for (int i = 0; i < 20; i++) {
                    assertThat(client.send(
                                            request(slow, "/chat/completions", CHAT.formatted("")),
                                            BodyHandlers.ofString())
                                    .statusCode())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void embeds_like_texts_alike_in_vectors_of_length_one() throws Exception {
        JsonNode data = post("/embeddings", "{\"model\":\"demo-embedding\",\"input\":[\"a b\",\"c\",\"a b\"]}");

        List<Double> first = numbers(data.path("data").path(0).path("embedding"));
        assertThat(first).hasSize(256);
        assertThat(Math.sqrt(first.stream().mapToDouble(x -> x * x).sum())).isBetween(0.9999, 1.0001);
        assertThat(numbers(data.path("data").path(2).path("embedding"))).isEqualTo(first);
        assertThat(numbers(data.path("data").path(1).path("embedding"))).isNotEqualTo(first);
        assertThat(data.path("usage").path("prompt_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void embeds_as_base64_when_asked() throws Exception {
        JsonNode data = post("/embeddings", "{\"model\":\"demo\",\"input\":\"a b\",\"encoding_format\":\"base64\"}");

        byte[] bytes = Base64.getDecoder()
                .decode(data.path("data").path(0).path("embedding").asString());
        float[] vector = new float[256];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        assertThat(bytes).hasSize(1024);
        assertThat(vector).isEqualTo(DemoEmbeddings.vector("a b"));
    }

    @Test
    void lists_its_models() throws Exception {
        HttpResponse<String> list = get("/models");
        HttpResponse<String> one = get("/models/demo");

        assertThat(json(list.body()).path("data")).hasSize(2);
        assertThat(json(one.body()).path("id").asString()).isEqualTo("demo");
        assertThat(get("/models/gpt-9").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /chat/completions | {                                              | 400 | The body is not JSON.
            /chat/completions | []                                             | 400 | The body is not a JSON object.
            /chat/completions | {"model":"demo"}                               | 400 | messages: none (expected: an array with a message)
            /chat/completions | {"model":"gpt-9","messages":[]}                | 404 | model: 'gpt-9' (expected: one of demo, demo-embedding)
            /completions      | {"model":"demo"}                               | 400 | prompt: none (expected: a text or an array)
            /completions      | {"model":"demo","prompt":"a","max_tokens":0}   | 400 | max_tokens: 0 (expected: >= 1)
            /embeddings       | {"model":"demo"}                               | 400 | input: none (expected: a text or an array of texts)
            /nothing          | {}                                             | 404 | The demo model has nothing at /v1/nothing.
            /models           | {}                                             | 405 | method: POST (expected: GET)
            """)
    void tells_errors_in_the_form_of_openai(String path, String body, int status, String message) throws Exception {
        HttpResponse<String> response = client.send(request(provider, path, body), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = json(response.body()).path("error");
        assertThat(error.path("message").asString()).isEqualTo(message);
        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
    }

    private JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> response = client.send(request(provider, path, body), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    private List<String> stream(String path, String body) throws Exception {
        HttpResponse<String> response = client.send(request(provider, path, body), BodyHandlers.ofString());
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(provider.baseUrl() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest request(DemoProvider provider, String path, String body) {
        return HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String contents(List<String> events) {
        return events.stream()
                .filter(event -> event.startsWith("{"))
                .map(event -> json(event)
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asString(""))
                .collect(Collectors.joining());
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
