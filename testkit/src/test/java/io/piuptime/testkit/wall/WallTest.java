package io.piuptime.testkit.wall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMillis(300);

    private final Wall wall = Wall.start(Timing.brief(LONG));

    @AfterEach
    void close() {
        wall.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fb-ok", "fb-ok-noprefill", "openai/fb-ok"})
    void a_healthy_model_gives_the_sixty_words(String model) {
        Reply reply = ask(model, false);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode body = JsonMapper.shared().readTree(reply.text());
        assertThat(body.at("/choices/0/message/content").asString()).isEqualTo(SixtyWords.TEXT);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(60);
        assertThat(body.path("model").asString()).isEqualTo(model);
    }

    @Test
    void a_healthy_stream_brings_the_same_words_and_its_usage() {
        Reply reply = ask("fb-ok", true);

        assertThat(reply.whole()).isTrue();
        assertThat(text(reply)).isEqualTo(SixtyWords.TEXT);
        assertThat(reply.text()).endsWith("data: [DONE]\n\n").contains("\"total_tokens\":");
    }

    @Test
    void equal_requests_get_equal_bytes() {
        assertThat(ask("fb-ok", true).text()).isEqualTo(ask("fb-ok", true).text());
    }

    @Test
    void goes_on_after_the_assistants_words() {
        String begun = SixtyWords.TEXT.substring(0, SixtyWords.TEXT.indexOf(" and most"));

        assertThat(begun + text(ask("fb-ok", true, assistant(begun)))).isEqualTo(SixtyWords.TEXT);
        assertThat(wall.attempts().getFirst().chat().prefilled()).isTrue();
    }

    @Test
    void begins_anew_after_words_that_are_not_its_own() {
        assertThat(text(ask("fb-ok", true, assistant("Other words")))).isEqualTo(SixtyWords.TEXT);
    }

    @Test
    void a_model_without_prefill_refuses_the_assistants_words() {
        Reply reply = ask("fb-ok-noprefill", true, assistant("Every provider"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(code(reply)).isEqualTo("invalid_prefill");
        assertThat(wall.attempts().getFirst().isPrefillRefused()).isTrue();
    }

    @Test
    void s01_names_a_time_once_and_answers_then() {
        Reply first = ask("fb-s01-429-retry-after", true);

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("retry-after")).contains("1");
        assertThat(code(first)).isEqualTo("rate_limit_exceeded");
        assertThat(text(ask("fb-s01-429-retry-after", true))).isEqualTo(SixtyWords.TEXT);
        assertThat(wall.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "fb-s02-429-persistent, 429, rate_limit_exceeded",
        "fb-s04-503-persistent, 503, overloaded",
        "fb-s12-context-length, 400, context_length_exceeded",
        "fb-s13-content-filter, 400, content_policy_violation",
        "fb-s16-503-persistent, 503, overloaded",
        "fb-s99-unknown, 404, model_not_found",
        "gpt-4, 404, model_not_found",
    })
    void refuses_every_time(String model, int status, String code) {
        for (int time = 0; time < 3; time++) {
            Reply reply = ask(model, true);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(code(reply)).isEqualTo(code);
            assertThat(reply.header("retry-after")).isEmpty();
        }
        assertThat(wall.attempts()).hasSize(3).noneMatch(Attempt::isAnswered);
    }

    @Test
    void s03_fails_once() {
        assertThat(ask("fb-s03-500-then-200", true).status()).isEqualTo(500);
        assertThat(text(ask("fb-s03-500-then-200", true))).isEqualTo(SixtyWords.TEXT);
    }

    @Test
    void a_reset_of_the_wall_makes_it_fail_once_more() {
        ask("fb-s03-500-then-200", true);
        wall.reset();

        assertThat(wall.attempts()).isEmpty();
        assertThat(ask("fb-s03-500-then-200", true).status()).isEqualTo(500);
    }

    @Test
    void s05_resets_the_first_connection_before_any_byte() {
        assertThat(bytes("fb-s05-reset", true)).isEmpty();
        assertThat(text(ask("fb-s05-reset", true))).isEqualTo(SixtyWords.TEXT);
    }

    @Test
    void s06_is_silent_and_notes_when_the_client_left() {
        wall.timing(Timing.FULL);
        try (RawHttp client = RawHttp.connect(wall.port(), LONG)) {
            client.send(request("fb-s06-no-response", true));
            assertThat(client.bytes()).isEmpty();
        }

        Await.until(
                "the leaving noted",
                PATIENCE,
                () -> wall.attempts().stream().anyMatch(one -> one.leftAfter().isPresent()));
        assertThat(wall.attempts().getFirst().leftAfter().orElseThrow()).isBetween(0.0, 5.0);
    }

    @Test
    void s06_ends_without_a_byte_at_last() {
        long began = System.nanoTime();

        assertThat(bytes("fb-s06-no-response", true)).isEmpty();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(LONG.toNanos());
    }

    @Test
    void s07_sends_its_head_at_once_and_its_words_late() {
        wall.timing(Timing.FULL);
        try (RawHttp client = RawHttp.connect(wall.port(), LONG)) {
            client.send(request("fb-s07-slow-ttft", true));
            assertThat(new String(client.bytes(), UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\n");
        }
        wall.timing(Timing.brief(LONG));

        assertThat(text(ask("fb-s07-slow-ttft", true))).isEqualTo(SixtyWords.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"fb-s08-stream-cut, 40", "fb-s14-stream-cut, 40", "fb-s09-stream-stall, 20"})
    void a_stream_breaks_off_without_its_last_chunk(String model, int words) {
        Reply reply = ask(model, true);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isFalse();
        assertThat(SixtyWords.count(text(reply))).isEqualTo(words);
        assertThat(reply.text()).doesNotContain("[DONE]", "\"stop\"");
    }

    @Test
    void s09_is_silent_before_it_ends() {
        long began = System.nanoTime();

        ask("fb-s09-stream-stall", true);

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(LONG.toNanos());
    }

    @Test
    void s10_spoils_one_event_and_no_word() {
        Reply reply = ask("fb-s10-malformed-chunk", true);

        assertThat(reply.whole()).isTrue();
        assertThat(events(reply).filter(event -> !isJson(event))).hasSize(1);
        assertThat(text(reply)).isEqualTo(SixtyWords.TEXT);
        assertThat(reply.text()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void s11_is_whole_but_for_its_last_event() {
        Reply reply = ask("fb-s11-no-done", true);

        assertThat(reply.whole()).isTrue();
        assertThat(text(reply)).isEqualTo(SixtyWords.TEXT);
        assertThat(reply.text()).contains("\"stop\"", "total_tokens").doesNotContain("[DONE]");
    }

    @Test
    void s15_is_down_for_a_while_after_a_reset() {
        assertThat(ask("fb-s15-flap", true).status()).isEqualTo(503);

        Await.until("well again", PATIENCE, () -> ask("fb-s15-flap", true).status() == 200);
        assertThat(wall.attempts().getLast().at()).isGreaterThanOrEqualTo(0.3);
        wall.reset();
        assertThat(ask("fb-s15-flap", true).status()).isEqualTo(503);
    }

    @Test
    void without_a_stream_a_cut_answer_is_shorter_than_its_head_says() {
        Reply reply = ask("fb-s08-stream-cut", false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isFalse();
        assertThat(reply.text()).isNotEmpty();
    }

    @Test
    void without_a_stream_a_stalled_answer_is_a_head_alone() {
        Reply reply = ask("fb-s09-stream-stall", false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isFalse();
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void without_a_stream_a_malformed_answer_is_no_json() {
        Reply reply = ask("fb-s10-malformed-chunk", false);

        assertThat(reply.whole()).isTrue();
        assertThat(isJson(reply.text())).isFalse();
    }

    @Test
    void an_outage_refuses_everything_until_it_ends() {
        wall.outage(true);
        assertThat(ask("fb-ok", false).status()).isEqualTo(503);
        wall.outage(false);
        assertThat(ask("fb-ok", false).status()).isEqualTo(200);
    }

    @Test
    void writes_down_who_asked_for_what() {
        ask("fb-ok", true);
        Attempt attempt = wall.attempts().getFirst();

        assertThat(attempt.model()).isEqualTo("fb-ok");
        assertThat(attempt.chat().key()).isEqualTo("wall-key");
        assertThat(attempt.chat().stream()).isTrue();
        assertThat(attempt.chat().usage()).isTrue();
        assertThat(attempt.chat().prefilled()).isFalse();
        assertThat(attempt.chat().promptTokens()).isEqualTo(7);
        assertThat(attempt.action()).isEqualTo("200 stream");
        assertThat(attempt.leftAfter()).isEmpty();
        assertThat(attempt.toString()).doesNotContain("wall-key");
    }

    @Test
    void serves_the_next_request_of_a_connection() {
        try (RawHttp client = RawHttp.connect(wall.port(), PATIENCE)) {
            client.send(request("fb-s02-x", true) + request("fb-ok", true) + request("fb-ok", false));
            assertThat(List.of(
                            client.reply().orElseThrow().status(),
                            client.reply().orElseThrow().status(),
                            client.reply().orElseThrow().status()))
                    .containsExactly(429, 200, 200);
        }
    }

    @Test
    void reads_a_body_in_chunks() {
        String json = body("fb-ok", false, "");
        String request = "POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(10) + "\r\n" + json.substring(0, 10) + "\r\n"
                + Integer.toHexString(json.length() - 10) + "\r\n" + json.substring(10) + "\r\n0\r\n\r\n";

        assertThat(exchange(request).orElseThrow().status()).isEqualTo(200);
    }

    @Test
    void tells_what_it_cannot_read_or_does_not_serve() {
        assertThat(exchange(RawHttp.post("/v1/chat/completions", "{oops"))
                        .orElseThrow()
                        .status())
                .isEqualTo(400);
        assertThat(exchange(RawHttp.post("/v1/embeddings", "{}")).orElseThrow().status())
                .isEqualTo(404);
        assertThat(wall.attempts()).isEmpty();
    }

    private Reply ask(String model, boolean stream) {
        return ask(model, stream, "");
    }

    private Reply ask(String model, boolean stream, String more) {
        return exchange(request(model, stream, more)).orElseThrow(() -> new AssertionError("no reply of " + model));
    }

    private Optional<Reply> exchange(String request) {
        try (RawHttp client = RawHttp.connect(wall.port(), PATIENCE)) {
            return client.send(request).reply();
        }
    }

    private byte[] bytes(String model, boolean stream) {
        try (RawHttp client = RawHttp.connect(wall.port(), PATIENCE)) {
            return client.send(request(model, stream)).bytes();
        }
    }

    private static String request(String model, boolean stream) {
        return request(model, stream, "");
    }

    private static String request(String model, boolean stream, String more) {
        return RawHttp.post(
                "/v1/chat/completions", body(model, stream, more), new Header("Authorization", "Bearer wall-key"));
    }

    private static String body(String model, boolean stream, String more) {
        return """
                {"model":"%s","stream":%s,"stream_options":{"include_usage":true},
                 "messages":[{"role":"user","content":"Say sixty words"}%s]}""".formatted(model, stream, more);
    }

    private static String assistant(String text) {
        return ",{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }

    private static String code(Reply reply) {
        return JsonMapper.shared().readTree(reply.text()).at("/error/code").asString();
    }

    private static Stream<String> events(Reply reply) {
        return reply.text()
                .lines()
                .filter(line -> line.startsWith("data: ") && !line.endsWith("[DONE]"))
                .map(line -> line.substring("data: ".length()));
    }

    private static String text(Reply reply) {
        StringBuilder all = new StringBuilder();
        events(reply)
                .filter(WallTest::isJson)
                .forEach(event -> all.append(JsonMapper.shared()
                        .readTree(event)
                        .at("/choices/0/delta/content")
                        .asString("")));
        return all.toString();
    }

    private static boolean isJson(String text) {
        try {
            return JsonMapper.shared().readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
