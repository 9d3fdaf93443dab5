package io.piuptime.dialects.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.aws.eventstream.EventStreamReader;
import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConverseStreamTest {
    private static final FinishReason DONE = new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool_calls");

    @Test
    void what_a_stream_leaves_out_is_noted() {
        Drops drops = new Drops();
        EventWriter writer = new BedrockCodec().writeEvents(new StreamWish(true), drops);
        List<ChatEvent> events = List.of(
                new ChatEvent.Started("r", "m", 0),
                new ChatEvent.PartStarted(0, 0, new Part.Text("x")),
                new ChatEvent.Likely(0, new Json("{\"content\":[]}")),
                new ChatEvent.Cited(0, 0, new Part.Citation("anthropic-messages", "", "", Json.EMPTY_OBJECT)),
                new ChatEvent.PartEnded(0, 0, Optional.empty()),
                new ChatEvent.PartStarted(
                        0, 1, new Part.Native("openai-responses", "web_search_call", Json.EMPTY_OBJECT)),
                new ChatEvent.PartEnded(0, 1, Optional.empty()),
                new ChatEvent.PartStarted(
                        0, 2, new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("not-base_64"))),
                new ChatEvent.PartEnded(0, 2, Optional.empty()),
                new ChatEvent.PartStarted(1, 0, new Part.Text("second")),
                new ChatEvent.Used(new ChatUsage(9, 9, 0, 0, 0, 3, 0, 2)),
                new ChatEvent.Ended());
        Output out = new Output();
        events.forEach(event -> writer.write(event, out));

        assertThat(Heard.of(out.bytes().copy()).told().toString()).contains("|signed not-base_64");
        assertThat(drops.names())
                .containsExactly(
                        "logprobs",
                        "citations",
                        "messages.native",
                        "n",
                        "usage.reasoning_tokens",
                        "usage.audio_tokens");
    }

    @Test
    void overlapping_calls_bear_their_numbers_and_everything_is_closed_before_the_end() {
        List<String> frames = frames(List.of(
                new ChatEvent.Started("id", "m", 1),
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.PartStarted(0, 1, new Part.ToolCall("a", "f", "")),
                new ChatEvent.Used(new ChatUsage(10, 5, 3, 2, 2, 0, 0, 0)),
                new ChatEvent.PartStarted(0, 2, new Part.ToolCall("b", "g", "")),
                new ChatEvent.Piece(0, 1, "{}"),
                new ChatEvent.Piece(0, 2, "{\"x\":1}"),
                new ChatEvent.PartStarted(1, 0, new Part.Text("of another choice")),
                new ChatEvent.Finished(0, DONE, Optional.empty()),
                new ChatEvent.Ended()));

        assertThat(frames)
                .containsExactly(
                        "messageStart {\"role\":\"assistant\"}",
                        "contentBlockStart {\"start\":{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"f\"}},"
                                + "\"contentBlockIndex\":0}",
                        "contentBlockStart {\"start\":{\"toolUse\":{\"toolUseId\":\"b\",\"name\":\"g\"}},"
                                + "\"contentBlockIndex\":1}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"{}\"}},\"contentBlockIndex\":0}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"{\\\"x\\\":1}\"}},"
                                + "\"contentBlockIndex\":1}",
                        "contentBlockStop {\"contentBlockIndex\":0}",
                        "contentBlockStop {\"contentBlockIndex\":1}",
                        "messageStop {\"stopReason\":\"tool_use\"}",
                        "metadata {\"usage\":{\"inputTokens\":5,\"outputTokens\":5,\"totalTokens\":15,"
                                + "\"cacheReadInputTokens\":3,\"cacheWriteInputTokens\":2,"
                                + "\"cacheDetails\":[{\"ttl\":\"1h\",\"inputTokens\":2}]},"
                                + "\"metrics\":{\"latencyMs\":0}}");
    }

    @Test
    void thoughts_with_signature_and_sealed_thoughts_come_back() {
        Part sealed = new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("AAEC"));
        List<ChatEvent> events = List.of(
                new ChatEvent.Started("", "", 0),
                new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                new ChatEvent.Piece(0, 0, "hm"),
                new ChatEvent.Signed(0, 0, "c2ln"),
                new ChatEvent.PartEnded(0, 0, Optional.empty()),
                new ChatEvent.PartStarted(0, 1, new Part.Reasoning("")),
                new ChatEvent.PartEnded(0, 1, Optional.of(sealed)),
                new ChatEvent.PartStarted(0, 2, new Part.Text("")),
                new ChatEvent.Piece(0, 2, "hi"),
                new ChatEvent.Cited(0, 2, new Part.Citation(BedrockCodec.NAME, "", "t", new Json("{\"title\":\"t\"}"))),
                new ChatEvent.PartEnded(0, 2, Optional.empty()),
                new ChatEvent.Finished(0, Words.finish("stop_sequence"), Optional.of("END")),
                new ChatEvent.Used(ChatUsage.of(1, 2)),
                new ChatEvent.Ended());

        assertThat(Heard.of(Heard.written(events)).events()).isEqualTo(events);
    }

    @Test
    void a_summary_is_told_as_thoughts_with_a_line_between_its_paragraphs() {
        assertThat(Heard.of(Heard.written(List.of(
                                new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                                new ChatEvent.SummaryPiece(0, 0, 0, "one"),
                                new ChatEvent.SummaryPiece(0, 0, 1, "two"),
                                new ChatEvent.SummaryPiece(0, 0, 1, "three"),
                                new ChatEvent.Ended())))
                        .events())
                .contains(
                        new ChatEvent.Piece(0, 0, "one"),
                        new ChatEvent.Piece(0, 0, "\n\ntwo"),
                        new ChatEvent.Piece(0, 0, "three"));
    }

    @Test
    void free_text_for_a_tool_becomes_an_object_piece_by_piece() {
        Part call = new Part.ToolCall("a", "sh", "", true, Optional.empty(), Optional.empty());
        Heard heard = Heard.of(Heard.written(List.of(
                new ChatEvent.PartStarted(0, 0, call),
                new ChatEvent.Piece(0, 0, "say \"hi\""),
                new ChatEvent.Piece(0, 0, "\n"),
                new ChatEvent.Ended())));

        StringBuilder arguments = new StringBuilder();
        heard.events().forEach(event -> {
            if (event instanceof ChatEvent.Piece piece) {
                arguments.append(piece.text());
            }
        });
        assertThat(Trees.read(arguments.toString()).path("input").asString()).isEqualTo("say \"hi\"\n");
    }

    @Test
    void a_call_without_arguments_gets_an_empty_object() {
        assertThat(Heard.of(Heard.written(List.of(
                                new ChatEvent.PartStarted(0, 0, new Part.ToolCall("a", "f", "")),
                                new ChatEvent.Ended())))
                        .events())
                .contains(new ChatEvent.Piece(0, 0, "{}"));
    }

    @Test
    void an_error_ends_the_stream_as_an_exception() {
        Heard heard = Heard.of(Heard.written(List.of(
                new ChatEvent.Started("", "", 0),
                new ChatEvent.Failed(new ChatError(429, "rate_limit", "", "slow down", "")),
                new ChatEvent.Ended())));

        assertThat(heard.events())
                .containsExactly(
                        new ChatEvent.Started("", "", 0),
                        new ChatEvent.Failed(new ChatError(429, "ThrottlingException", "", "slow down", "")));
    }

    @Test
    void three_frames_without_json_in_a_row_end_the_trust() {
        Output out = new Output();
        EventStreamWriter frames = new EventStreamWriter();
        for (int i = 0; i < 2; i++) {
            frames.event("messageStart", Trees.array(), out);
        }
        assertThat(Heard.of(out.bytes().copy()).trusted()).isTrue();
        frames.event("messageStart", Trees.array(), out);

        Heard heard = Heard.of(out.bytes().copy());

        assertThat(heard.trusted()).isFalse();
        assertThat(heard.malformed()).isEqualTo(3);
    }

    @Test
    void a_sealed_thought_in_pieces_is_one() {
        Output out = new Output();
        EventStreamWriter frames = new EventStreamWriter();
        for (String bytes : List.of("AA==", "AQID")) {
            frames.event(
                    "contentBlockDelta",
                    Trees.read("{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"redactedContent\":\""
                            + bytes + "\"}}}"),
                    out);
        }
        frames.event("contentBlockStop", Trees.read("{\"contentBlockIndex\":0}"), out);

        assertThat(Heard.of(out.bytes().copy()).events())
                .contains(new ChatEvent.PartEnded(
                        0,
                        0,
                        Optional.of(new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("AAECAw==")))));
    }

    @Test
    void bytes_that_are_no_event_stream_end_the_trust_at_once() {
        Heard heard = Heard.of("HTTP/1.1 502 Bad Gateway".getBytes(StandardCharsets.US_ASCII));

        assertThat(heard.trusted()).isFalse();
        assertThat(heard.malformed()).isEqualTo(1);
    }

    private static List<String> frames(List<ChatEvent> events) {
        List<String> frames = new ArrayList<>();
        EventStreamReader reader =
                new EventStreamReader(message -> frames.add(message.eventType().orElse("") + " " + message.payload()));
        reader.feed(Bytes.of(Heard.written(events)));
        reader.finish();
        return frames;
    }
}
