package io.piuptime.testkit.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wall's faults beyond FailoverBench's. */
final class OdditiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Wall wall = Wall.start(Timing.brief(Duration.ofMillis(200)));
    private final Asking asking = new Asking(wall, "wall-key");

    @AfterEach
    void close() {
        wall.close();
    }

    @ParameterizedTest
    @CsvSource({
        "wall-quota, 429, insufficient_quota",
        "wall-payment, 402, payment_required",
        "wall-crowded, 529, overloaded_error",
        "wall-unknown, 404, model_not_found",
    })
    void refuses_without_naming_a_time(String model, int status, String code) {
        Reply reply = asking.ask(model, true);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(Asking.code(reply)).isEqualTo(code);
        assertThat(reply.header("retry-after")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"dead-1, 401", "poor-1, 429", "busy-1, 429", "good-1, 200"})
    void one_model_treats_each_key_as_it_begins(String key, int status) {
        Reply reply = new Asking(wall, key).ask("wall-keys", true);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("retry-after").isPresent()).isEqualTo(key.startsWith("busy"));
        assertThat(wall.attempts().getFirst().chat().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"wall-crowded-event, overloaded_error", "wall-quota-event, insufficient_quota"})
    void an_error_takes_the_place_of_the_first_token(String model, String code) {
        Reply reply = asking.ask(model, true);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isTrue();
        assertThat(Asking.text(reply)).isEmpty();
        assertThat(reply.text()).contains("\"code\":\"" + code + "\"").doesNotContain("[DONE]");
    }

    @Test
    void an_error_comes_after_some_tokens() {
        Reply reply = asking.ask("wall-rate-inside", true);

        assertThat(SixtyWords.count(Asking.text(reply))).isEqualTo(20);
        assertThat(reply.text()).contains("rate_limit_exceeded").doesNotContain("[DONE]");
    }

    @Test
    void a_redirect_leads_to_another_host() {
        Reply reply = asking.ask("wall-redirect", true);

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location").orElseThrow()).startsWith("http://localhost:1/");
    }

    @Test
    void letters_come_one_at_a_time_until_the_stream_is_cut() {
        long began = System.nanoTime();
        Reply reply = asking.ask("wall-dribble", true);

        assertThat(reply.whole()).isFalse();
        assertThat(Asking.text(reply)).isEqualTo("E");
        assertThat(System.nanoTime() - began)
                .isGreaterThan(Duration.ofMillis(900).toNanos());
    }

    @Test
    void comments_come_instead_of_tokens() {
        Reply reply = asking.ask("wall-pings", true);

        assertThat(reply.whole()).isFalse();
        assertThat(Asking.text(reply)).isEmpty();
        assertThat(reply.text()).endsWith(": alive\n\n");
    }

    @Test
    void a_line_has_no_end() {
        Reply reply = asking.ask("wall-endless-line", true);

        assertThat(reply.whole()).isFalse();
        String line = reply.text().lines().toList().getLast();
        assertThat(line).hasSize("data: ".length() + (2 << 20));
    }

    @Test
    void a_usage_is_nothing_that_can_be_counted() {
        Reply reply = asking.ask("wall-odd-usage", true);

        assertThat(Asking.text(reply)).isEqualTo(SixtyWords.TEXT);
        JsonNode usage = JsonMapper.shared()
                .readTree(Asking.events(reply).toList().getLast())
                .path("usage");
        assertThat(usage.path("prompt_tokens").asInt()).isNegative();
        assertThat(usage.path("completion_tokens").asDouble()).isEqualTo(1e18);
        assertThat(usage.path("total_tokens").isString()).isTrue();
    }

    @Test
    void a_tools_arguments_are_cut_in_the_middle() {
        Reply reply = asking.ask("wall-tool-cut", true);

        assertThat(reply.whole()).isFalse();
        JsonNode call = JsonMapper.shared()
                .readTree(Asking.events(reply).toList().getLast())
                .at("/choices/0/delta/tool_calls/0/function");
        assertThat(call.path("name").asString()).isEqualTo("find");
        assertThat(Asking.isJson(call.path("arguments").asString())).isFalse();
    }

    @Test
    void a_second_answer_follows_the_first() {
        try (RawHttp client = RawHttp.connect(wall.port(), PATIENCE)) {
            client.send(asking.request("wall-after-end", true));
            assertThat(client.reply().orElseThrow().text()).contains("[DONE]\n\ndata: {");
            assertThat(client.reply().orElseThrow().text()).contains("words of somebody else");
        }
    }
}
