package io.piuptime.dialects.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams, by hand. */
final class CohereStreamTest {
    private static final ChatEvent STARTED = new ChatEvent.Started("id", "m", 0);
    private static final ChatEvent STOPPED =
            new ChatEvent.Finished(0, new FinishReason(Kind.STOP, "stop"), Optional.empty());

    private final CohereCodec codec = new CohereCodec();
    private final Drops drops = new Drops();

    @Test
    void thoughts_words_and_their_sources_are_read() {
        List<ChatEvent> events = read("""
                data: {"type":"message-start","id":"i","delta":{"message":{"role":"assistant"}}}

                data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}

                data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"hm"}}}}

                data: {"type":"content-end","index":0}

                data: {"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":"S"}}}}

                data: {"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"o"}}},"logprobs":{"text":"o","logprobs":[-1]}}

                data: {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":2,"text":"So","sources":[]}}}}

                data: {"type":"citation-end","index":0}

                data: {"type":"content-end","index":1}

                data: {"type":"debug","prompt":"x"}

                data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":1,"output_tokens":2}}}}

                data: [DONE]

                """);
        assertThat(events)
                .containsExactly(
                        new ChatEvent.Started("i", "", 0),
                        new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                        new ChatEvent.Piece(0, 0, "hm"),
                        new ChatEvent.PartEnded(0, 0, Optional.empty()),
                        new ChatEvent.PartStarted(0, 1, new Part.Text("")),
                        new ChatEvent.Piece(0, 1, "S"),
                        new ChatEvent.Piece(0, 1, "o"),
                        new ChatEvent.Likely(
                                0,
                                new Json(
                                        "{\"content\":[{\"token\":\"o\",\"logprob\":-1,\"bytes\":[111],\"top_logprobs\":[]}]}")),
                        new ChatEvent.Cited(
                                0,
                                1,
                                new Part.Citation(
                                        "cohere-chat",
                                        "",
                                        "",
                                        new Json("{\"start\":0,\"end\":2,\"text\":\"So\",\"sources\":[]}"))),
                        new ChatEvent.PartEnded(0, 1, Optional.empty()),
                        new ChatEvent.Used(ChatUsage.of(1, 2)),
                        new ChatEvent.Finished(0, new FinishReason(Kind.STOP, "COMPLETE"), Optional.empty()),
                        new ChatEvent.Ended());
        assertThat(Spoken.of(read(written(events)))).isEqualTo(Spoken.of(events));
        assertThat(drops.names()).containsExactly("logprobs");
    }

    @Test
    void a_stream_that_breaks_off_does_not_end() {
        assertThat(read("""
                data: {"type":"message-start","id":"i"}

                data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":"a"}}}}
                """)).last().isEqualTo(new ChatEvent.Piece(0, 0, "a"));
        assertThat(read("data: {\"message\":\"overloaded\"}\n\ndata: {\"type\":\"message-start\"}\n\n"))
                .containsExactly(new ChatEvent.Failed(new ChatError(500, "", "", "overloaded", "")));
    }

    @Test
    void three_frames_in_a_row_that_cannot_be_read_break_the_stream() {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = codec.readEvents(events::add);
        assertThat(reader.feed(bytes("data: {\n\ndata: []\n\n"))).isTrue();
        assertThat(reader.feed(bytes("data: {\"type\":\"message-start\"}\n\ndata: {\n\ndata: {\n\n")))
                .isTrue();
        assertThat(reader.malformed()).isEqualTo(4);
        assertThat(reader.feed(bytes("data: 7\n\n"))).isFalse();
        assertThat(reader.feed(bytes("data: {\"type\":\"message-end\"}\n\n"))).isFalse();
        assertThat(events).containsExactly(new ChatEvent.Started("", "", 0));
    }

    @Test
    void calls_that_overlap_keep_their_numbers() {
        String written = written(List.of(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Piece(0, 0, "Look: "),
                new ChatEvent.PartStarted(0, 1, new Part.ToolCall("c1", "f", "")),
                new ChatEvent.PartStarted(0, 2, new Part.ToolCall("c2", "g", "")),
                new ChatEvent.Piece(0, 1, "{\"a\""),
                new ChatEvent.Piece(0, 2, "{}"),
                new ChatEvent.Piece(0, 1, ":1}"),
                new ChatEvent.PartEnded(0, 2, Optional.empty()),
                new ChatEvent.PartEnded(0, 1, Optional.empty()),
                new ChatEvent.Finished(0, new FinishReason(Kind.TOOL_CALLS, "tool_use"), Optional.empty()),
                new ChatEvent.Used(ChatUsage.of(3, 4)),
                new ChatEvent.Ended()));
        Spoken spoken = Spoken.of(read(written));
        assertThat(spoken.parts().get(1)).endsWith("{\"a\":1}").contains("c1");
        assertThat(spoken.parts().get(2)).endsWith("{}").contains("c2");
        assertThat(spoken.usage()).isEqualTo(ChatUsage.of(3, 4));
        assertThat(spoken.ends()).containsExactly("FinishReason[kind=TOOL_CALLS, word=TOOL_CALL]");
        assertThat(written)
                .contains("\"type\":\"tool-call-delta\",\"index\":1,\"delta\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(written.indexOf("content-end")).isLessThan(written.indexOf("message-end"));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_call_without_arguments_and_one_with_free_text_have_an_object() {
        String written = written(List.of(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.ToolCall("c1", "f", "")),
                new ChatEvent.PartEnded(0, 0, Optional.empty()),
                new ChatEvent.PartStarted(
                        0, 1, new Part.ToolCall("c2", "g", "", true, Optional.of("sig"), Optional.empty())),
                new ChatEvent.Piece(0, 1, "say \"hi\"\n"),
                new ChatEvent.Piece(0, 1, "now"),
                STOPPED,
                new ChatEvent.Ended()));
        Spoken spoken = Spoken.of(read(written));
        assertThat(spoken.parts().get(0)).endsWith(" {}");
        String arguments = spoken.parts().getOrDefault(1, "");
        String json = arguments.substring(arguments.indexOf("] ") + 2);
        assertThat(Trees.read(json).path("input").asString("")).isEqualTo("say \"hi\"\nnow");
        assertThat(drops.names()).containsExactly("tool_calls.signature");
    }

    @Test
    void a_thought_begins_with_its_first_word() {
        String written = written(List.of(
                STARTED,
                new ChatEvent.PartStarted(0, 0, sealed()),
                new ChatEvent.PartEnded(0, 0, Optional.of(sealed())),
                new ChatEvent.PartStarted(0, 1, new Part.Reasoning("")),
                new ChatEvent.SummaryPiece(0, 1, 0, "One"),
                new ChatEvent.SummaryPiece(0, 1, 1, "Two"),
                new ChatEvent.Signed(0, 1, "sig"),
                new ChatEvent.PartEnded(0, 1, Optional.empty()),
                STOPPED,
                new ChatEvent.Ended()));
        Spoken spoken = Spoken.of(read(written));
        assertThat(spoken.parts()).hasSize(1);
        assertThat(spoken.parts().get(0)).endsWith("One\n\nTwo");
        assertThat(drops.names()).containsExactly("reasoning.signature");
    }

    @Test
    void what_the_stream_cannot_say_is_noted() {
        written(List.of(
                new ChatEvent.PartStarted(0, 0, new Part.Refusal("")),
                new ChatEvent.Piece(0, 0, "No"),
                new ChatEvent.Cited(0, 0, new Part.Citation("other", "u", "t", Json.EMPTY_OBJECT)),
                new ChatEvent.PartStarted(0, 1, new Part.Native("other", "x", Json.EMPTY_OBJECT)),
                new ChatEvent.PartStarted(1, 0, new Part.Text("")),
                new ChatEvent.Piece(1, 0, "other"),
                new ChatEvent.Ended()));
        assertThat(drops.names()).containsExactly("citations", "messages.native", "n");
    }

    @Test
    void a_failure_ends_the_stream_with_its_reason() {
        String written = written(List.of(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Used(ChatUsage.of(3, 0)),
                new ChatEvent.Failed(new ChatError(529, "overloaded_error", "", "Overloaded", "")),
                new ChatEvent.Piece(0, 0, "late"),
                new ChatEvent.Ended()));
        assertThat(written)
                .contains("\"finish_reason\":\"ERROR\",\"error\":\"Overloaded\"")
                .doesNotContain("late");
        Spoken spoken = Spoken.of(read(written));
        assertThat(spoken.ends()).singleElement().asString().contains("Overloaded");
        assertThat(spoken.ended()).isFalse();
        assertThat(spoken.usage()).isEqualTo(ChatUsage.of(3, 0));
    }

    @Test
    void an_empty_answer_has_a_beginning_and_an_end() {
        assertThat(written(List.of(new ChatEvent.Ended())).lines().filter(line -> line.startsWith("event:")))
                .containsExactly("event: message-start", "event: message-end");
    }

    private static Part.Reasoning sealed() {
        return new Part.Reasoning("r", "", List.of(), Optional.empty(), Optional.of("xyz"));
    }

    private List<ChatEvent> read(String stream) {
        return Spoken.read(codec, stream, 9);
    }

    private String written(List<ChatEvent> events) {
        return Spoken.written(codec, events, drops);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
