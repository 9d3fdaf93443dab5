package io.piuptime.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Streams, by hand. */
final class StreamTest {
    private static final ChatEvent STARTED = new ChatEvent.Started("resp_1", "gpt-5", 60);
    private static final ChatEvent STOPPED =
            new ChatEvent.Finished(0, new FinishReason(Kind.STOP, "stop"), Optional.empty());
    private static final ChatEvent ENDED = new ChatEvent.Ended();

    private final Drops drops = new Drops();

    @Test
    void a_text_is_told_in_the_order_that_clients_expect() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Piece(0, 0, "Hel"),
                new ChatEvent.Piece(0, 0, "lo"),
                ended(0),
                STOPPED,
                new ChatEvent.Used(ChatUsage.of(3, 2)),
                ENDED);
        assertThat(StreamRules.types(written))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(written.lines().filter(line -> line.startsWith("event: ")).map(line -> line.substring(7)))
                .isEqualTo(StreamRules.types(written));
        JsonNode last = last(written);
        assertThat(last.path("id").asString("")).isEqualTo("resp_1");
        assertThat(last.path("created_at").asInt()).isEqualTo(60);
        assertThat(last.path("status").asString("")).isEqualTo("completed");
        assertThat(last.path("output")
                        .get(0)
                        .path("content")
                        .get(0)
                        .path("text")
                        .asString(""))
                .isEqualTo("Hello");
        assertThat(last.path("usage").path("total_tokens").asInt()).isEqualTo(5);
        assertSound(written);
    }

    @Test
    void calls_that_overlap_stay_apart() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Piece(0, 0, "Looking"),
                new ChatEvent.PartStarted(0, 1, new Part.ToolCall("a", "f", "")),
                new ChatEvent.PartStarted(0, 2, new Part.ToolCall("b", "g", "")),
                new ChatEvent.Piece(0, 2, "{\"y\":"),
                new ChatEvent.Piece(0, 1, "{\"x\":1}"),
                new ChatEvent.PartStarted(
                        0, 3, new Part.ToolCall("c", "sh", "", true, Optional.empty(), Optional.empty())),
                new ChatEvent.Piece(0, 3, "ls"),
                new ChatEvent.Piece(0, 2, "2}"),
                ended(2),
                ended(1),
                new ChatEvent.Used(ChatUsage.of(1, 1)),
                new ChatEvent.Finished(0, new FinishReason(Kind.TOOL_CALLS, "tool_calls"), Optional.empty()),
                ENDED);
        Gathered gathered = Gathered.of(Gathered.read(written, 7));
        assertThat(gathered.list())
                .containsExactly(
                        new Part.Text("Looking"),
                        new Part.ToolCall("a", "f", "{\"x\":1}"),
                        new Part.ToolCall("b", "g", "{\"y\":2}"),
                        new Part.ToolCall("c", "sh", "ls", true, Optional.empty(), Optional.empty()));
        assertThat(gathered.finish).contains(new FinishReason(Kind.TOOL_CALLS, "completed"));
        assertThat(gathered.usage).contains(ChatUsage.of(1, 1));
        assertThat(last(written).path("output").values())
                .extracting(item -> item.path("type").asString(""))
                .containsExactly("message", "function_call", "function_call", "custom_tool_call");
        assertSound(written);
    }

    @Test
    void a_text_goes_on_in_another_message_after_a_call_came_between() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Piece(0, 0, "before"),
                new ChatEvent.PartStarted(0, 1, new Part.ToolCall("a", "f", "")),
                new ChatEvent.Piece(0, 1, "{}"),
                new ChatEvent.Piece(0, 0, "after"),
                ENDED);
        assertThat(Gathered.of(Gathered.read(written, 64)).list())
                .containsExactly(new Part.Text("before"), new Part.ToolCall("a", "f", "{}"), new Part.Text("after"));
        assertSound(written);
    }

    @Test
    void a_thought_is_told_with_its_summary_and_its_proof() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(
                        0, 0, new Part.Reasoning("rs_1", "", List.of(), Optional.empty(), Optional.empty())),
                new ChatEvent.SummaryPiece(0, 0, 0, "Pl"),
                new ChatEvent.SummaryPiece(0, 0, 0, "an"),
                new ChatEvent.SummaryPiece(0, 0, 1, "More"),
                new ChatEvent.Piece(0, 0, "hm"),
                new ChatEvent.PartEnded(
                        0,
                        0,
                        Optional.of(new Part.Reasoning(
                                "rs_1", "hm", List.of("Plan", "More"), Optional.empty(), Optional.of("gAAA")))),
                STOPPED,
                ENDED);
        assertThat(Gathered.of(Gathered.read(written, 1)).list())
                .containsExactly(new Part.Reasoning(
                        "rs_1", "hm", List.of("Plan", "More"), Optional.empty(), Optional.of("gAAA")));
        assertThat(StreamRules.types(written))
                .containsSubsequence(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.content_part.added",
                        "response.reasoning_text.delta",
                        "response.reasoning_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertSound(written);
    }

    @Test
    void a_signature_that_comes_in_pieces_is_the_sealed_form_of_the_thought() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                new ChatEvent.Piece(0, 0, "hm"),
                new ChatEvent.Signed(0, 0, "Er+"),
                new ChatEvent.Signed(0, 0, "/UB=="),
                ended(0),
                new ChatEvent.PartStarted(
                        0, 1, new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("redacted"))),
                ended(1),
                STOPPED,
                ENDED);
        assertThat(last(written).path("output").values())
                .extracting(item -> item.path("encrypted_content").asString(""))
                .containsExactly("Er+/UB==", "redacted");
        assertThat(drops.names()).isEmpty();
        assertSound(written);
    }

    @Test
    void what_a_stream_says_and_this_dialect_cannot_is_noted() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Signed(0, 0, "sig"),
                new ChatEvent.Cited(0, 0, new Part.Citation("anthropic", "", "", Json.EMPTY_OBJECT)),
                ended(0),
                new ChatEvent.PartStarted(0, 1, new Part.ToolCall("c", "f", "{}")),
                new ChatEvent.Likely(0, new Json("{\"content\":[{\"token\":\"x\"}]}")),
                new ChatEvent.PartStarted(
                        0, 2, new Part.Media(Part.Media.Kind.AUDIO, new Source.Inline("audio/wav", "QQ=="))),
                ended(2),
                new ChatEvent.PartStarted(0, 3, new Part.Native("anthropic", "k", Json.EMPTY_OBJECT)),
                ended(3),
                new ChatEvent.PartStarted(1, 0, new Part.Text("")),
                new ChatEvent.Piece(1, 0, "second"),
                new ChatEvent.Finished(1, new FinishReason(Kind.STOP, "stop"), Optional.empty()),
                new ChatEvent.Finished(0, new FinishReason(Kind.STOP_TEXT, "stop_sequence"), Optional.of("END")),
                ENDED);
        assertThat(drops.names())
                .containsExactly(
                        "reasoning.signature",
                        "citations",
                        "logprobs",
                        "messages.audio",
                        "messages.native",
                        "n",
                        "stop_sequence");
        assertThat(written).doesNotContain("second");
        assertSound(written);
    }

    @Test
    void probabilities_and_citations_come_with_the_text() {
        String annotation =
                "{\"type\":\"url_citation\",\"start_index\":0,\"end_index\":2,\"url\":\"u\",\"title\":\"t\"}";
        List<ChatEvent> events = List.of(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Piece(0, 0, "Hi"),
                new ChatEvent.Likely(
                        0, new Json("{\"content\":[{\"token\":\"Hi\",\"logprob\":-0.10}],\"refusal\":null}")),
                new ChatEvent.Cited(0, 0, new Part.Citation("openai-responses", "u", "t", new Json(annotation))),
                ended(0),
                new ChatEvent.PartStarted(0, 1, new Part.Refusal("")),
                new ChatEvent.Piece(0, 1, "No."),
                ended(1),
                STOPPED,
                ENDED);
        String written = write(events.toArray(ChatEvent[]::new));
        Gathered before = Gathered.of(events);
        Gathered after = Gathered.of(Gathered.read(written, 7));
        assertThat(after.list()).isEqualTo(before.list());
        assertThat(after.likely.toString()).isEqualTo(before.likely.toString());
        assertThat(last(written).path("output").size()).isEqualTo(1);
        assertThat(last(written).findValue("logprobs")).hasToString("[{\"token\":\"Hi\",\"logprob\":-0.10}]");
        assertSound(written);
    }

    @Test
    void an_answer_that_was_cut_is_incomplete() {
        for (Kind kind : List.of(Kind.LENGTH, Kind.CONTENT_FILTER, Kind.CONTEXT_LENGTH)) {
            String written = write(
                    STARTED,
                    new ChatEvent.PartStarted(0, 0, new Part.Text("Hel")),
                    new ChatEvent.Finished(0, new FinishReason(kind, "theirs"), Optional.empty()),
                    ENDED);
            assertThat(StreamRules.types(written)).endsWith("response.output_item.done", "response.incomplete");
            assertThat(last(written).path("incomplete_details").path("reason").asString(""))
                    .isEqualTo(kind == Kind.CONTENT_FILTER ? "content_filter" : "max_output_tokens");
            assertSound(written);
        }
    }

    @Test
    void an_answer_that_the_provider_broke_off_is_failed() {
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("Hel")),
                new ChatEvent.Finished(0, new FinishReason(Kind.ERROR, "error"), Optional.empty()),
                ENDED);
        assertThat(StreamRules.types(written)).endsWith("response.failed");
        assertThat(last(written).path("error").path("code").asString("")).isEqualTo("server_error");
        assertSound(written);
    }

    @Test
    void a_failure_in_midstream_closes_what_is_open_and_is_the_end() {
        ChatError error = new ChatError(429, "rate_limit_error", "rate_limit_exceeded", "slow down", "");
        String written = write(
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("Hel")),
                new ChatEvent.Failed(error),
                new ChatEvent.Piece(0, 0, "lo"),
                ENDED);
        assertThat(StreamRules.types(written)).endsWith("response.output_item.done", "error", "response.failed");
        assertSound(written);
        Gathered gathered = Gathered.of(Gathered.read(written, 7));
        assertThat(gathered.errors).containsExactly(new ChatError(429, "", "rate_limit_exceeded", "slow down", ""));
        assertThat(gathered.ended).isFalse();
    }

    @Test
    void a_failure_before_the_start_is_an_error_only() {
        String written = write(new ChatEvent.Failed(new ChatError(503, "overloaded_error", "", "busy", "")), ENDED);
        assertThat(StreamRules.types(written)).containsExactly("error");
        assertThat(StreamRules.events(written).getFirst().has("error")).isFalse();
        assertThat(Gathered.of(Gathered.read(written, 7)).errors)
                .containsExactly(new ChatError(503, "", "overloaded_error", "busy", ""));
    }

    @Test
    void an_answer_without_a_start_and_without_parts_is_sound() {
        String written = write(STOPPED, ENDED);
        assertThat(StreamRules.types(written))
                .containsExactly("response.created", "response.in_progress", "response.completed");
        assertSound(written);
    }

    @Test
    void what_a_stream_repeats_whole_is_told_where_its_pieces_were_missing() {
        String stream = """
                data: {"type":"response.created","response":{"id":"resp_1","model":"m","created_at":1}}

                data: {"type":"response.output_text.done","output_index":0,"content_index":0,"text":"whole"}

                data: {"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"c","name":"f","arguments":""}}

                data: {"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}}

                data: {"type":"response.output_item.added","output_index":2,"item":{"type":"web_search_call","id":"ws_1"}}

                data: {"type":"response.of_a_later_year","x":1}

                data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[{"type":"web_search_call","id":"ws_1","status":"completed"}]}}

                data: [DONE]

                """;
        Gathered gathered = Gathered.of(Gathered.read(stream, 1));
        assertThat(gathered.list())
                .containsExactly(
                        new Part.Text("whole"),
                        new Part.ToolCall("c", "f", "{}"),
                        new Part.Native(
                                "openai-responses",
                                "web_search_call",
                                new Json("{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\"}")));
        assertThat(gathered.finish).contains(new FinishReason(Kind.TOOL_CALLS, "completed"));
        assertThat(gathered.ended).isTrue();
    }

    @Test
    void three_frames_in_a_row_that_cannot_be_read_end_the_trust() {
        EventReader reader = new ResponsesCodec().readEvents(_ -> {});
        assertThat(reader.feed(bytes("data: {\n\ndata: []\n\n"))).isTrue();
        assertThat(reader.feed(bytes("data: {\"type\":\"response.in_progress\"}\n\n")))
                .isTrue();
        assertThat(reader.feed(bytes("data: {\n\ndata: x\n\ndata: 7\n\n"))).isFalse();
        assertThat(reader.malformed()).isEqualTo(5);
        assertThat(reader.feed(bytes("data: {}\n\n"))).isFalse();
    }

    @Test
    void an_error_in_a_stream_is_read_in_each_of_its_shapes() {
        for (String event : List.of(
                "{'type':'error','code':'server_error','message':'m','param':null,'sequence_number':3}",
                "{'type':'error','error':{'type':'server_error','code':'server_error','message':'m'}}",
                "{'error':{'code':'server_error','message':'m'}}",
                "{'type':'response.failed','response':{'error':{'code':'server_error','message':'m'}}}")) {
            List<ChatEvent> events = Gathered.read("data: " + event.replace('\'', '"') + "\n\n", 7);
            assertThat(Gathered.of(events).errors).as(event).singleElement().satisfies(error -> {
                assertThat(error.status()).isEqualTo(500);
                assertThat(error.code()).isEqualTo("server_error");
                assertThat(error.message()).isEqualTo("m");
            });
        }
    }

    private String write(ChatEvent... events) {
        EventWriter writer = new ResponsesCodec().writeEvents(new StreamWish(true), drops);
        List<String> frames = new ArrayList<>();
        Arrays.asList(events).forEach(event -> {
            Output out = new Output();
            writer.write(event, out);
            frames.add(out.bytes().toString());
        });
        // what is written for one event is whole frames
        assertThat(frames).allMatch(frame -> frame.isEmpty() || frame.endsWith("\n\n"));
        return String.join("", frames);
    }

    private static void assertSound(String written) {
        SoftAssertions soft = new SoftAssertions();
        StreamRules.check(soft, "stream", written);
        soft.assertAll();
    }

    private static JsonNode last(String written) {
        return StreamRules.events(written).getLast().path("response");
    }

    private static ChatEvent ended(int part) {
        return new ChatEvent.PartEnded(0, part, Optional.empty());
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
