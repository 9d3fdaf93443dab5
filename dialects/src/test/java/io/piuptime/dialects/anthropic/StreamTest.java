package io.piuptime.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatEvent.Ended;
import io.piuptime.model.chat.ChatEvent.Failed;
import io.piuptime.model.chat.ChatEvent.Finished;
import io.piuptime.model.chat.ChatEvent.PartEnded;
import io.piuptime.model.chat.ChatEvent.PartStarted;
import io.piuptime.model.chat.ChatEvent.Piece;
import io.piuptime.model.chat.ChatEvent.Signed;
import io.piuptime.model.chat.ChatEvent.Started;
import io.piuptime.model.chat.ChatEvent.SummaryPiece;
import io.piuptime.model.chat.ChatEvent.Used;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Streams by hand: what other dialects tell, and what goes wrong. */
class StreamTest {
    private static final Started STARTED = new Started("id", "model", 0);
    private static final Finished STOP = new Finished(0, new FinishReason(Kind.STOP, "stop"), Optional.empty());

    @Test
    void a_text_is_told_piece_by_piece() {
        String stream = Heard.written(
                STARTED, text(0), piece(0, "Hel"), piece(0, "lo"), ended(0), STOP, used(10, 5), new Ended());

        assertThat(StreamRules.blocks(stream)).containsExactly("text :Hello");
        List<JsonNode> events = StreamRules.events(stream);
        JsonNode end = events.get(events.size() - 2);
        assertThat(end.path("delta").path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(end.path("usage").path("input_tokens").asLong()).isEqualTo(10);
        assertThat(end.path("usage").path("output_tokens").asLong()).isEqualTo(5);
    }

    @Test
    void usage_that_is_known_at_the_start_is_told_there() {
        String stream = Heard.written(STARTED, used(10, 1), text(0), piece(0, "x"), STOP, new Ended());

        assertThat(StreamRules.check(stream)
                        .getFirst()
                        .path("message")
                        .path("usage")
                        .path("input_tokens")
                        .asLong())
                .isEqualTo(10);
    }

    @Test
    void calls_that_overlap_are_told_one_after_another() {
        String stream = Heard.written(
                STARTED,
                text(0),
                piece(0, "Let me see"),
                call(1, "a"),
                piece(1, "{\"x\":"),
                call(2, "b"),
                piece(2, "{}"),
                call(3, "c"),
                piece(1, "1}"),
                ended(2),
                ended(1),
                piece(3, "{\"z\":3}"),
                STOP,
                new Ended());

        assertThat(StreamRules.blocks(stream))
                .containsExactly("text :Let me see", "tool_use a:{\"x\":1}", "tool_use b:{}", "tool_use c:{\"z\":3}");
        assertThat(stream).contains("\"stop_reason\":\"tool_use\"");
    }

    @Test
    void a_call_is_told_at_once_when_nothing_is_before_it() {
        String begun = Heard.written(STARTED, call(0, "a"), piece(0, "{"), call(1, "b"), piece(1, "{"));

        assertThat(begun).contains("\"partial_json\":\"{\"").doesNotContain("\"name\":\"b\"");
    }

    @Test
    void a_part_without_words_is_no_block() {
        String stream = Heard.written(
                STARTED,
                thought(0),
                ended(0),
                text(1),
                piece(1, ""),
                ended(1),
                text(2),
                piece(2, "x"),
                STOP,
                new Ended());

        assertThat(StreamRules.blocks(stream)).containsExactly("text :x");
    }

    @Test
    void a_thought_is_signed_and_its_sealed_form_is_a_block_of_its_own() {
        Part whole = new Part.Reasoning("", "", List.of("a", "b"), Optional.empty(), Optional.of("sealed"));
        String stream = Heard.written(
                STARTED,
                thought(0),
                piece(0, "hm"),
                new Signed(0, 0, "sig"),
                ended(0),
                thought(1),
                new SummaryPiece(0, 1, 0, "a"),
                new SummaryPiece(0, 1, 1, "b"),
                new PartEnded(0, 1, Optional.of(whole)),
                STOP,
                new Ended());

        assertThat(StreamRules.blocks(stream))
                .containsExactly("thinking :hmsig", "thinking :a\n\nb", "redacted_thinking sealed:");
    }

    @Test
    void free_text_for_a_tool_becomes_an_object() {
        Drops drops = new Drops();
        Part custom = new Part.ToolCall("a", "shell", "", true, Optional.empty(), Optional.empty());
        String stream = Heard.written(
                List.of(
                        STARTED,
                        new PartStarted(0, 0, custom),
                        piece(0, "say \"hi\""),
                        ended(0),
                        new PartStarted(0, 1, new Part.Native("gemini", "executableCode", Json.EMPTY_OBJECT)),
                        new PartStarted(1, 0, new Part.Text("other")),
                        STOP,
                        new Ended()),
                drops);

        assertThat(StreamRules.blocks(stream)).containsExactly("tool_use shell:{\"input\":\"say \\\"hi\\\"\"}");
        assertThat(drops.names()).containsExactly("tool_calls.custom", "messages.native", "n");
    }

    @Test
    void a_failure_ends_the_stream_as_an_error() {
        ChatError error = new ChatError(529, "", "", "Overloaded", "");
        String stream = Heard.written(STARTED, text(0), piece(0, "x"), new Failed(error), STOP, new Ended());

        assertThat(stream)
                .endsWith("event: error\ndata: {\"type\":\"error\",\"error\":"
                        + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n");
        List<ChatEvent> events = Heard.of(stream).events();
        assertThat(events.getLast())
                .isEqualTo(new Failed(new ChatError(529, "overloaded_error", "", "Overloaded", "")));
    }

    @Test
    void an_answer_without_a_reason_still_ends_properly() {
        StreamRules.check(Heard.written(STARTED, text(0), piece(0, "x"), new Ended()));
        StreamRules.check(Heard.written(new Ended()));
    }

    @Test
    void usage_at_the_end_replaces_that_at_the_start() {
        Heard heard = Heard.of("""
                event: message_start
                data: {"type":"message_start","message":{"id":"i","model":"m","usage":{"input_tokens":3,\
                "cache_read_input_tokens":4,"output_tokens":1}}}

                : a comment
                event: ping
                data: {"type":"ping"}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

                data: {"type":"message_stop"}
                """);

        assertThat(heard.events())
                .containsExactly(
                        new Started("i", "m", 0),
                        new Used(new ChatUsage(7, 1, 4, 0, 0, 0, 0, 0)),
                        new Used(new ChatUsage(7, 9, 4, 0, 0, 0, 0, 0)),
                        new Finished(0, new FinishReason(Kind.STOP, "end_turn"), Optional.empty()),
                        new Ended());
    }

    @Test
    void a_call_without_arguments_has_an_empty_object() {
        Heard heard = Heard.of("""
                data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"n",\
                "input":{}}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}}

                data: {"type":"content_block_stop","index":0}

                """);

        assertThat(heard.events())
                .containsExactly(new PartStarted(0, 0, new Part.ToolCall("a", "n", "")), piece(0, "{}"), ended(0));
    }

    @Test
    void a_broken_frame_is_counted_and_three_in_a_row_end_the_trust() {
        String broken = "data: {\"type\":\n\n";
        String ping = "data: {\"type\":\"ping\"}\n\n";

        Heard once = Heard.of(broken + ping + broken + broken);
        Heard thrice = Heard.of(broken + broken + broken + ping);

        assertThat(once.trusted()).isTrue();
        assertThat(once.malformed()).isEqualTo(3);
        assertThat(thrice.trusted()).isFalse();
        assertThat(Heard.of("event: x\ndata: []\n\n").malformed()).isEqualTo(1);
    }

    @Test
    void an_answer_that_another_provider_broke_off_is_noted() {
        Drops drops = new Drops();
        Finished broken = new Finished(0, new FinishReason(Kind.ERROR, "error"), Optional.empty());

        String stream = Heard.written(List.of(STARTED, text(0), piece(0, "x"), broken, new Ended()), drops);

        assertThat(stream).contains("\"stop_reason\":\"end_turn\"");
        assertThat(drops.names()).containsExactly("finish_reason");
    }

    @Test
    void what_follows_the_end_is_not_read() {
        String stop = "data: {\"type\":\"message_stop\"}\n\n";

        assertThat(Heard.of(stop + stop).events()).containsExactly(new Ended());
    }

    private static PartStarted text(int part) {
        return new PartStarted(0, part, new Part.Text(""));
    }

    private static PartStarted thought(int part) {
        return new PartStarted(0, part, new Part.Reasoning(""));
    }

    private static PartStarted call(int part, String name) {
        return new PartStarted(0, part, new Part.ToolCall("call_" + name, name, ""));
    }

    private static Piece piece(int part, String text) {
        return new Piece(0, part, text);
    }

    private static PartEnded ended(int part) {
        return new PartEnded(0, part, Optional.empty());
    }

    private static Used used(long input, long output) {
        return new Used(ChatUsage.of(input, output));
    }
}
