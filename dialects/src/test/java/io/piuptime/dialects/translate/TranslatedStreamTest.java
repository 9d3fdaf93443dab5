package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream.Ending;
import io.piuptime.gateway.ReplyStream.Health;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.usage.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatedStreamTest {
    private static final String OPENING =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                    + "\"role\":\"assistant\",\"model\":\"claude\",\"content\":[],\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}\n\n";
    private static final String BLOCK =
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";
    private static final String TEXT =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüezi ✓\"}}\n\n";
    private static final String FINISH =
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                    + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5}}\n\n";
    private static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    private static final String ERROR =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"too busy\"}}\n\n";
    private static final String WHOLE = OPENING + BLOCK + TEXT + FINISH + STOP;

    private final Sinkhole sink = new Sinkhole();

    @Test
    void tells_a_whole_stream_in_the_callers_words() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);

        assertThat(stream.feed(Bytes.utf8(WHOLE))).isEqualTo(Health.SOUND);

        assertThat(sink.text())
                .contains("\"content\":\"Grüezi ✓\"")
                .contains("\"finish_reason\":\"stop\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(stream.terminated()).isTrue();
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(stream.report().finishReason()).isEqualTo("stop");
        assertThat(stream.report().tokens()).isEqualTo(new Tokens(7, 5, 0, 0, Tokens.Source.REPORTED));
        assertThat(stream.report().malformed()).isZero();
        assertThat(sink.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 61, 200})
    void tells_the_same_in_pieces_of_any_size(int size) {
        Sinkhole whole = new Sinkhole();
        TranslatedStream once = to(Wire.OPENAI_CHAT, whole);
        once.feed(Bytes.utf8(WHOLE));
        TranslatedStream stream = to(Wire.OPENAI_CHAT);
        byte[] body = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < body.length; at += size) {
            stream.feed(Bytes.of(Arrays.copyOfRange(body, at, Math.min(body.length, at + size))));
        }

        assertThat(withoutTime(sink.text())).isEqualTo(withoutTime(whole.text()));
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(stream.report().tokens()).isEqualTo(once.report().tokens());
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "GEMINI"})
    void an_error_before_any_content_is_an_answer_of_its_own(Wire caller) {
        TranslatedStream stream = to(caller);

        stream.feed(Bytes.utf8(OPENING + ERROR + TEXT + STOP));

        assertThat(sink.errors()).singleElement().satisfies(error -> {
            assertThat(error.status()).isEqualTo(529);
            assertThat(error.body()).contains("too busy").startsWith("{");
        });
        assertThat(sink.text()).doesNotContain("Grüezi");
        assertThat(sink.contents()).doesNotContain(true);
        assertThat(stream.terminated()).isFalse();
        assertThat(stream.end()).isEqualTo(Ending.FINISHED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "GEMINI"})
    void an_error_after_content_is_told_once_and_last(Wire caller) {
        TranslatedStream stream = to(caller);

        stream.feed(Bytes.utf8(OPENING + BLOCK + TEXT + ERROR + ERROR + FINISH + STOP));

        assertThat(sink.text()).contains("Grüezi ✓").doesNotContain("[DONE]").doesNotContain("too busy");
        assertThat(sink.errors()).singleElement().satisfies(error -> {
            assertThat(error.frame()).contains("too busy").contains("data: ");
            assertThat(error.status()).isEqualTo(529);
        });
        assertThat(stream.terminated()).isFalse();
        assertThat(stream.end()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void a_stream_that_breaks_off_is_cut() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);

        stream.feed(Bytes.utf8(OPENING + BLOCK + TEXT));

        assertThat(stream.end()).isEqualTo(Ending.CUT);
        assertThat(sink.text()).contains("Grüezi ✓").doesNotContain("[DONE]").doesNotContain("\"stop\"");
        assertThat(stream.terminated()).isFalse();
        assertThat(stream.report().finishReason()).isEmpty();
    }

    @Test
    void a_stream_that_never_began_is_cut() {
        TranslatedStream stream = to(Wire.GEMINI);

        assertThat(stream.end()).isEqualTo(Ending.CUT);
        assertThat(sink.text()).isEmpty();
        assertThat(stream.report().tokens()).isEqualTo(Tokens.NONE);
    }

    @Test
    void a_stream_that_forgot_its_last_event_is_ended_for_it() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);

        stream.feed(Bytes.utf8(OPENING + BLOCK + TEXT + FINISH));

        assertThat(stream.terminated()).isFalse();
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(sink.text()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void a_last_frame_without_its_blank_line_is_read() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);

        stream.feed(Bytes.utf8(WHOLE.strip()));

        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(sink.text()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void what_follows_the_end_is_nothing() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);
        stream.feed(Bytes.utf8(WHOLE));
        String before = sink.text();

        assertThat(stream.feed(Bytes.utf8(WHOLE + ERROR))).isEqualTo(Health.SOUND);

        assertThat(sink.text()).isEqualTo(before);
        assertThat(sink.errors()).isEmpty();
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
    }

    @Test
    void garbage_is_not_trusted_for_long() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);
        stream.feed(Bytes.utf8(OPENING));

        Health health = stream.feed(Bytes.utf8("data: {nope\n\n".repeat(20)));

        assertThat(health).isEqualTo(Health.FAILED);
        assertThat(stream.feed(Bytes.utf8(TEXT + STOP))).isEqualTo(Health.FAILED);
        assertThat(stream.report().malformed()).isPositive();
        assertThat(stream.end()).isEqualTo(Ending.CUT);
        assertThat(sink.text()).doesNotContain("Grüezi");
    }

    @Test
    void frames_before_content_are_told_as_such() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);

        stream.feed(Bytes.utf8(OPENING));
        int before = sink.contents().size();
        stream.feed(Bytes.utf8(BLOCK + TEXT));

        assertThat(sink.contents().subList(0, before)).doesNotContain(true);
        assertThat(sink.contents().getLast()).isTrue();
    }

    @Test
    void pieces_are_counted_where_no_usage_came() {
        TranslatedStream stream = to(Wire.OPENAI_CHAT);

        stream.feed(Bytes.utf8(BLOCK + TEXT + TEXT));

        assertThat(stream.report().tokens()).isEqualTo(new Tokens(0, 2, 0, 0, Tokens.Source.COUNTED));
    }

    private TranslatedStream to(Wire caller) {
        return to(caller, sink);
    }

    private static TranslatedStream to(Wire caller, Sinkhole sink) {
        Spoken spoken = Speakers.of(caller);
        return new TranslatedStream(
                spoken,
                Speakers.of(Wire.ANTHROPIC_MESSAGES),
                spoken.codec().writeEvents(new ChatCodec.StreamWish(true), new Drops()),
                sink);
    }

    /** Chunks bear the second in which they were made. */
    private static String withoutTime(String text) {
        return text.replaceAll("\"created\":[0-9]+", "");
    }
}
