package io.piuptime.testkit.wall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMillis(300);

    private final Wall wall = Wall.start(Timing.brief(LONG));

    private final Asking asking = new Asking(wall, "wall-key");

    @AfterEach
    void close() {
        wall.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fb-ok", "fb-ok-noprefill", "openai/fb-ok"})
    void a_healthy_model_gives_the_sixty_words(String model) {
        Reply reply = asking.ask(model, false);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode body = JsonMapper.shared().readTree(reply.text());
        assertThat(body.at("/choices/0/message/content").asString()).isEqualTo(SixtyWords.TEXT);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(60);
        assertThat(body.path("model").asString()).isEqualTo(model);
    }

    @Test
    void a_healthy_stream_brings_the_same_words_and_its_usage() {
        Reply reply = asking.ask("fb-ok", true);

        assertThat(reply.whole()).isTrue();
        assertThat(Asking.text(reply)).isEqualTo(SixtyWords.TEXT);
        assertThat(reply.text()).endsWith("data: [DONE]\n\n").contains("\"total_tokens\":");
    }

    @Test
    void equal_requests_get_equal_bytes() {
        assertThat(asking.ask("fb-ok", true).text())
                .isEqualTo(asking.ask("fb-ok", true).text());
    }

    @Test
    void goes_on_after_the_assistants_words() {
        String begun = SixtyWords.TEXT.substring(0, SixtyWords.TEXT.indexOf(" and most"));

        assertThat(begun + Asking.text(asking.ask("fb-ok", true, Asking.assistant(begun))))
                .isEqualTo(SixtyWords.TEXT);
        assertThat(wall.attempts().getFirst().chat().prefilled()).isTrue();
    }

    @Test
    void begins_anew_after_words_that_are_not_its_own() {
        assertThat(Asking.text(asking.ask("fb-ok", true, Asking.assistant("Other words"))))
                .isEqualTo(SixtyWords.TEXT);
    }

    @Test
    void a_model_without_prefill_refuses_the_assistants_words() {
        Reply reply = asking.ask("fb-ok-noprefill", true, Asking.assistant("Every provider"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(Asking.code(reply)).isEqualTo("invalid_prefill");
        assertThat(wall.attempts().getFirst().isPrefillRefused()).isTrue();
    }

    @Test
    void s01_names_a_time_once_and_answers_then() {
        Reply first = asking.ask("fb-s01-429-retry-after", true);

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("retry-after")).contains("1");
        assertThat(Asking.code(first)).isEqualTo("rate_limit_exceeded");
        assertThat(Asking.text(asking.ask("fb-s01-429-retry-after", true))).isEqualTo(SixtyWords.TEXT);
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
            Reply reply = asking.ask(model, true);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(Asking.code(reply)).isEqualTo(code);
            assertThat(reply.header("retry-after")).isEmpty();
        }
        assertThat(wall.attempts()).hasSize(3).noneMatch(Attempt::isAnswered);
    }

    @Test
    void s03_fails_once() {
        assertThat(asking.ask("fb-s03-500-then-200", true).status()).isEqualTo(500);
        assertThat(Asking.text(asking.ask("fb-s03-500-then-200", true))).isEqualTo(SixtyWords.TEXT);
    }

    @Test
    void a_reset_of_the_wall_makes_it_fail_once_more() {
        asking.ask("fb-s03-500-then-200", true);
        wall.reset();

        assertThat(wall.attempts()).isEmpty();
        assertThat(asking.ask("fb-s03-500-then-200", true).status()).isEqualTo(500);
    }

    @Test
    void s05_resets_the_first_connection_before_any_byte() {
        assertThat(asking.bytes("fb-s05-reset", true)).isEmpty();
        assertThat(Asking.text(asking.ask("fb-s05-reset", true))).isEqualTo(SixtyWords.TEXT);
    }

    @Test
    void s06_is_silent_and_notes_when_the_client_left() {
        wall.timing(Timing.FULL);
        try (RawHttp client = RawHttp.connect(wall.port(), LONG)) {
            client.send(asking.request("fb-s06-no-response", true));
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

        assertThat(asking.bytes("fb-s06-no-response", true)).isEmpty();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(LONG.toNanos());
    }

    @Test
    void s07_sends_its_head_at_once_and_its_words_late() {
        wall.timing(Timing.FULL);
        try (RawHttp client = RawHttp.connect(wall.port(), LONG)) {
            client.send(asking.request("fb-s07-slow-ttft", true));
            assertThat(new String(client.bytes(), UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\n");
        }
        wall.timing(Timing.brief(LONG));

        assertThat(Asking.text(asking.ask("fb-s07-slow-ttft", true))).isEqualTo(SixtyWords.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"fb-s08-stream-cut, 40", "fb-s14-stream-cut, 40", "fb-s09-stream-stall, 20"})
    void a_stream_breaks_off_without_its_last_chunk(String model, int words) {
        Reply reply = asking.ask(model, true);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isFalse();
        assertThat(SixtyWords.count(Asking.text(reply))).isEqualTo(words);
        assertThat(reply.text()).doesNotContain("[DONE]", "\"stop\"");
    }

    @Test
    void s09_is_silent_before_it_ends() {
        long began = System.nanoTime();

        asking.ask("fb-s09-stream-stall", true);

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(LONG.toNanos());
    }

    @Test
    void s10_spoils_one_event_and_no_word() {
        Reply reply = asking.ask("fb-s10-malformed-chunk", true);

        assertThat(reply.whole()).isTrue();
        assertThat(Asking.events(reply).filter(event -> !Asking.isJson(event))).hasSize(1);
        assertThat(Asking.text(reply)).isEqualTo(SixtyWords.TEXT);
        assertThat(reply.text()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void s11_is_whole_but_for_its_last_event() {
        Reply reply = asking.ask("fb-s11-no-done", true);

        assertThat(reply.whole()).isTrue();
        assertThat(Asking.text(reply)).isEqualTo(SixtyWords.TEXT);
        assertThat(reply.text()).contains("\"stop\"", "total_tokens").doesNotContain("[DONE]");
    }

    @Test
    void s15_is_down_for_a_while_after_a_reset() {
        assertThat(asking.ask("fb-s15-flap", true).status()).isEqualTo(503);

        Await.until(
                "well again", PATIENCE, () -> asking.ask("fb-s15-flap", true).status() == 200);
        assertThat(wall.attempts().getLast().at()).isGreaterThanOrEqualTo(0.3);
        wall.reset();
        assertThat(asking.ask("fb-s15-flap", true).status()).isEqualTo(503);
    }

    @Test
    void without_a_stream_a_cut_answer_is_shorter_than_its_head_says() {
        Reply reply = asking.ask("fb-s08-stream-cut", false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isFalse();
        assertThat(reply.text()).isNotEmpty();
    }

    @Test
    void without_a_stream_a_stalled_answer_is_a_head_alone() {
        Reply reply = asking.ask("fb-s09-stream-stall", false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isFalse();
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void without_a_stream_a_malformed_answer_is_no_json() {
        Reply reply = asking.ask("fb-s10-malformed-chunk", false);

        assertThat(reply.whole()).isTrue();
        assertThat(Asking.isJson(reply.text())).isFalse();
    }

    @Test
    void an_outage_refuses_everything_until_it_ends() {
        wall.outage(true);
        assertThat(asking.ask("fb-ok", false).status()).isEqualTo(503);
        wall.outage(false);
        assertThat(asking.ask("fb-ok", false).status()).isEqualTo(200);
    }

    @Test
    void writes_down_who_asked_for_what() {
        asking.ask("fb-ok", true);
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
            client.send(
                    asking.request("fb-s02-x", true) + asking.request("fb-ok", true) + asking.request("fb-ok", false));
            assertThat(List.of(
                            client.reply().orElseThrow().status(),
                            client.reply().orElseThrow().status(),
                            client.reply().orElseThrow().status()))
                    .containsExactly(429, 200, 200);
        }
    }

    @Test
    void reads_a_body_in_chunks() {
        String json = Asking.body("fb-ok", false, "");
        String request = "POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(10) + "\r\n" + json.substring(0, 10) + "\r\n"
                + Integer.toHexString(json.length() - 10) + "\r\n" + json.substring(10) + "\r\n0\r\n\r\n";

        assertThat(asking.exchange(request).orElseThrow().status()).isEqualTo(200);
    }

    @Test
    void tells_what_it_cannot_read_or_does_not_serve() {
        assertThat(asking.exchange(RawHttp.post("/v1/chat/completions", "{oops"))
                        .orElseThrow()
                        .status())
                .isEqualTo(400);
        assertThat(asking.exchange(RawHttp.post("/v1/embeddings", "{}"))
                        .orElseThrow()
                        .status())
                .isEqualTo(404);
        assertThat(wall.attempts()).isEmpty();
    }
}
