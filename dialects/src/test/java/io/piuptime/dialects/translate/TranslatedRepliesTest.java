package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.usage.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TranslatedRepliesTest {
    private static final String MESSAGE =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
                    + "\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"},"
                    + "{\"type\":\"text\",\"text\":\"Grüezi\"}],\"stop_reason\":\"max_tokens\","
                    + "\"usage\":{\"input_tokens\":7,\"cache_read_input_tokens\":3,\"output_tokens\":5}}";

    private final Replies replies = from(Wire.ANTHROPIC_MESSAGES, Wire.OPENAI_CHAT);

    @Test
    void tells_a_whole_reply_in_the_callers_words() {
        Replies.Whole whole = replies.whole(200, Bytes.utf8(MESSAGE));
        JsonNode body = Trees.read(whole.body());

        assertThat(body.at("/choices/0/message/content").asString("")).isEqualTo("Grüezi");
        assertThat(body.at("/choices/0/finish_reason").asString("")).isEqualTo("length");
        assertThat(body.at("/usage/prompt_tokens").asInt(0)).isEqualTo(10);
        assertThat(whole.report().wellFormed()).isTrue();
        assertThat(whole.report().finishReason()).isEqualTo("length");
        assertThat(whole.report().tokens()).isEqualTo(new Tokens(10, 5, 3, 0, Tokens.Source.REPORTED));
    }

    @Test
    void labels_signatures_on_their_way_to_a_stranger() {
        String body = replies.whole(200, Bytes.utf8(MESSAGE)).body().toString();

        assertThat(body).contains("piup1.anthropic.x..c2ln");
        assertThat(from(Wire.VERTEX_ANTHROPIC, Wire.ANTHROPIC_MESSAGES)
                        .whole(200, Bytes.utf8(MESSAGE))
                        .body()
                        .toString())
                .contains("\"c2ln\"")
                .doesNotContain("piup1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><body>hello</body></html>",
                "{",
                "{\"id\":\"msg_1\",",
                "[]",
                "null",
                "\"text\"",
                "{\"id\":\"msg_1\"} {}",
                "\u0000",
                "{\"content\":7}",
                "{\"content\":[7]}"
            })
    void a_success_that_is_no_reply_is_garbage(String body) {
        Replies.Whole whole = replies.whole(200, Bytes.utf8(body));

        assertThat(whole.report().wellFormed()).isFalse();
        assertThat(whole.report().tokens()).isEqualTo(Tokens.NONE);
        assertThat(whole.body().length()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "413", "429", "500", "503", "529"})
    void an_error_that_is_no_json_is_told_as_text(int status) {
        Replies.Whole whole = replies.whole(status, Bytes.utf8("  <html>Bad gateway ü</html>\n"));
        JsonNode error = Trees.read(whole.body()).path("error");

        assertThat(error.path("message").asString("")).isEqualTo("<html>Bad gateway ü</html>");
        assertThat(error.path("type").asString("")).isNotEmpty();
        assertThat(whole.report().wellFormed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400", "429", "500"})
    void an_error_that_says_nothing_names_its_status(int status) {
        assertThat(message(replies.whole(status, Bytes.EMPTY)))
                .isEqualTo("The provider answered with status " + status + ".");
    }

    @Test
    void a_long_error_is_cut() {
        assertThat(message(replies.whole(500, Bytes.utf8("x".repeat(100_000))))).hasSize(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "7", "{\"error\":{}}", "{\"error\":null}", "{\"error\":[1]}"})
    void an_error_of_another_form_is_told_as_it_came(String body) {
        assertThat(message(replies.whole(500, Bytes.utf8(body)))).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void an_error_is_told_in_every_callers_form(Wire caller) {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}";

        Replies.Whole whole = from(Wire.VERTEX_ANTHROPIC, caller).whole(429, Bytes.utf8(error));

        assertThat(message(whole)).isEqualTo("slow down");
        assertThat(whole.report().tokens()).isEqualTo(Tokens.NONE);
    }

    @Test
    void a_stream_is_what_the_target_calls_one() {
        assertThat(replies.isStream("text/event-stream")).isTrue();
        assertThat(replies.isStream("text/event-stream; charset=utf-8")).isTrue();
        assertThat(replies.isStream("application/json")).isFalse();
        assertThat(from(Wire.BEDROCK_CONVERSE, Wire.OPENAI_CHAT).isStream("application/vnd.amazon.eventstream"))
                .isTrue();
        assertThat(from(Wire.BEDROCK_CONVERSE, Wire.OPENAI_CHAT).isStream("text/event-stream"))
                .isFalse();
        assertThat(replies.streamType()).isEqualTo("text/event-stream");
    }

    @Test
    void replies_are_never_relayed_while_they_come() {
        assertThat(replies.meter()).isEmpty();
    }

    private static String message(Replies.Whole whole) {
        return Trees.read(whole.body()).path("error").path("message").asString("");
    }

    private static Replies from(Wire target, Wire caller) {
        return new TranslatedReplies(
                Speakers.of(caller), Speakers.of(target), new ChatCodec.StreamWish(true), Endpoint.EVENTS);
    }
}
