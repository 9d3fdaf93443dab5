package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nothing is sent to a target that cannot do what is needed. */
class AbilitiesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/v1/chat/completions";
    private static final String IMAGE = """
            {"model":"%s","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},
             {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""";
    private static final String TEXT = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

    @TempDir
    private Path folder;

    private FakeOpenAi one;
    private FakeOpenAi other;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        one = FakeOpenAi.start();
        other = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, """
                providers:
                  a: {base-url: "%s", row: openai}
                  b: {base-url: "%s"}
                models:
                  sees:
                    strategy: round-robin
                    targets: [{provider: a, model: gpt-4, lacks: [images]}, {provider: b, model: m}]
                  small:
                    targets:
                      - {provider: b, model: m, context-window: 1000}
                      - {provider: a, model: gpt-4o}
                  known: {targets: [{provider: a, model: gpt-4}, {provider: b, model: m}]}
                  blind: {targets: [{provider: b, model: m, lacks: [images, tools], context-window: 1000}]}
                  leaves: {fallbacks: [sees], targets: [{provider: a, model: m, lacks: [images]}]}
                  equal:
                    targets: [{provider: a, model: x, context-window: 1000}, {provider: b, model: y, context-window: 999},
                              {provider: b, model: z, context-window: 1001}]
                  unsure: {targets: [{provider: b, model: m}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(one.baseUrl(), other.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        one.close();
        other.close();
    }

    @Test
    void images_always_go_to_who_sees() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(gateway.post(PATH, IMAGE.formatted("sees")).statusCode()).isEqualTo(200);
        }
        assertThat(one.requests()).isEmpty();
        assertThat(other.requests()).hasSize(10);
        for (int i = 0; i < 10; i++) {
            gateway.post(PATH, TEXT.formatted("sees", "an image_url"));
        }
        assertThat(one.requests()).hasSizeBetween(3, 7);
    }

    @Test
    void a_long_prompt_goes_to_the_larger_window_at_once() throws Exception {
        gateway.post(PATH, TEXT.formatted("small", "short"));
        assertThat(other.requests()).hasSize(1);

        HttpResponse<String> reply = gateway.post(PATH, TEXT.formatted("small", "long words ".repeat(800)));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-attempts").orElse("1")).isEqualTo("1");
        assertThat(one.requests()).hasSize(1);
        assertThat(other.requests()).hasSize(1);
    }

    @Test
    void what_the_catalogue_knows_counts_at_its_rows_provider() throws Exception {
        assertThat(gateway.post(PATH, TEXT.formatted("known", "short")).statusCode())
                .isEqualTo(200);
        assertThat(one.requests()).hasSize(1);
        String long8192 = "long words ".repeat(6_500);

        assertThat(gateway.post(PATH, TEXT.formatted("known", long8192)).statusCode())
                .isEqualTo(200);

        assertThat(one.requests()).hasSize(1);
        assertThat(other.requests()).hasSize(1);
    }

    @Test
    void an_image_in_place_of_a_long_text_is_no_long_prompt() throws Exception {
        String image = IMAGE.replace("AAAA", "AbCd".repeat(20_000));

        assertThat(gateway.post(PATH, image.formatted("small")).statusCode()).isEqualTo(200);
        assertThat(other.requests()).hasSize(1);
    }

    @Test
    void where_all_of_a_models_targets_cannot_its_fallback_is_asked_at_once() throws Exception {
        HttpResponse<String> reply = gateway.post(PATH, IMAGE.formatted("leaves"));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(one.requests()).isEmpty();
        assertThat(other.requests()).hasSize(1);
    }

    @Test
    void where_nobody_can_the_caller_is_told_before_anybody_is_asked() throws Exception {
        HttpResponse<String> reply = gateway.post(PATH, IMAGE.formatted("blind"));

        assertThat(reply.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(reply.body()).path("error");
        assertThat(error.path("code").asString()).isEqualTo("unsupported_by_model");
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asString())
                .isEqualTo("The model 'blind' cannot take this request: b/m lacks images"
                        + " (expected: only what one of its targets can do).");
        assertThat(other.requests()).isEmpty();
        assertThat(gateway.records()).singleElement().satisfies(record -> {
            JsonNode kept = JSON.readTree(record);
            assertThat(kept.path("status").asInt()).isEqualTo(400);
            assertThat(kept.path("ending").asString()).isEqualTo("refused");
            assertThat(kept.path("attempts").asInt(-1)).isZero();
            assertThat(kept.path("costMicros").asLong(0)).isZero();
        });
        gateway.awaitQuiet();
    }

    @Test
    void a_stream_is_refused_as_plainly() throws Exception {
        HttpResponse<String> reply = gateway.post(
                PATH,
                "{\"model\":\"blind\",\"stream\":true,\"messages\":[],\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\"}}]}");

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("b/m lacks tools");
        assertThat(other.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/chat/completions | \"messages\":[{\"role\":\"user\",\"content\":\"%s\"}] | This model's maximum context length is 1000 tokens.",
                "/v1/responses | \"input\":\"%s\" | Your input exceeds the context window of this model",
                "/v1/messages | \"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}] | prompt is too long: at least 1100 tokens > 1000 maximum",
                "/v1beta/models/blind:generateContent | \"contents\":[{\"parts\":[{\"text\":\"%s\"}]}] | The input token count (at least 1100) exceeds"
            })
    void a_prompt_that_fits_nowhere_is_refused_in_the_callers_dialect(String path, String members, String words)
            throws Exception {
        String body = "{\"model\":\"blind\"," + members.formatted("long words ".repeat(800)) + "}";

        HttpResponse<String> reply = gateway.post(path, body);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains(words).contains("b/m takes 1000 tokens");
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void who_says_that_a_prompt_is_too_long_is_followed_by_larger_windows_only() throws Exception {
        one.next(Script.error(400, "invalid_request_error", "context_length_exceeded: maximum context length"));

        assertThat(gateway.post(PATH, TEXT.formatted("equal", "short")).statusCode())
                .isEqualTo(200);
        assertThat(other.requests()).extracting(AbilitiesTest::model).containsExactly("z");
    }

    @Test
    void of_whom_nothing_is_known_is_asked() throws Exception {
        assertThat(gateway.post(PATH, IMAGE.formatted("unsure")).statusCode()).isEqualTo(200);
        assertThat(other.awaitRequests(1, Duration.ofSeconds(5))).hasSize(1);
    }

    private static String model(Received received) {
        return JSON.readTree(received.body()).path("model").asString();
    }
}
