package io.piuptime.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.exchange.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replies, errors and streams, by hand. */
final class GeminiReplyTest {
    private final GeminiCodec codec = new GeminiCodec();
    private final Drops drops = new Drops();

    @Test
    void usage_counts_thoughts_with_the_answer_and_tools_prompts_with_the_prompt() {
        ChatReply reply = reply("""
                {"candidates":[],"responseId":"r","usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,
                 "candidatesTokenCount":5,"thoughtsTokenCount":7,"toolUsePromptTokenCount":3,"totalTokenCount":25,
                 "promptTokensDetails":[{"modality":"AUDIO","tokenCount":2}]}}""");
        assertThat(reply.usage()).contains(new ChatUsage(13, 12, 4, 0, 0, 7, 2, 0));
        JsonNode written = codec.writeReply(reply, drops).path("usageMetadata");
        assertThat(written.path("promptTokenCount").asInt()).isEqualTo(10);
        assertThat(written.path("candidatesTokenCount").asInt()).isEqualTo(5);
        assertThat(written.path("totalTokenCount").asInt()).isEqualTo(25);
    }

    @Test
    void a_blocked_prompt_is_a_reply_without_choices() {
        ChatReply reply = reply("""
                {"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":1}}""");
        assertThat(reply.choices()).isEmpty();
        assertThat(codec.writeReply(reply, drops).path("promptFeedback"))
                .isEqualTo(Trees.read("{\"blockReason\":\"SAFETY\"}"));
        assertThatThrownBy(() -> reply("{}")).isInstanceOf(RefusedException.class);
    }

    @Test
    void calls_of_different_replies_get_different_ids() {
        String call = "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f.g\"}}]},"
                + "\"finishReason\":\"STOP\"}],\"responseId\":\"%s\"}";
        ChatReply reply = reply(call.formatted("a:1"));
        assertThat(reply.choices().getFirst().parts()).containsExactly(new Part.ToolCall("call_a_1_0", "f.g", "{}"));
        assertThat(reply.choices().getFirst().finish()).isEqualTo(new FinishReason(Kind.TOOL_CALLS, "STOP"));
        assertThat(reply(call.formatted("b")).choices().getFirst().parts())
                .containsExactly(new Part.ToolCall("call_b_0", "f.g", "{}"));
        assertThat(codec.writeReply(reply, drops).findValue("functionCall").has("id"))
                .isFalse();
    }

    @Test
    void a_reply_of_another_dialect_is_written_and_what_is_lost_is_noted() {
        ChatReply reply = new ChatReply(
                "x",
                "gpt",
                60,
                List.of(new ChatReply.Choice(
                        0,
                        List.of(
                                new Part.Reasoning("", "hm", List.of(), Optional.of("sig"), Optional.empty()),
                                new Part.Refusal("No."),
                                new Part.ToolCall("c", "f", "{\"a\":1}")),
                        new FinishReason(Kind.LENGTH, "length"),
                        Optional.empty(),
                        Optional.empty())),
                Optional.of(ChatUsage.of(3, 4)),
                Optional.of("default"),
                Map.of("system_fingerprint", new Json("\"f\"")),
                "openai-chat");
        assertThat(Told.sent(codec.writeReply(reply, drops))).isEqualTo(Trees.read("""
                {"candidates":[{"content":{"parts":[{"text":"hm","thought":true,"thoughtSignature":"sig"},{"text":"No."},
                   {"functionCall":{"id":"c","name":"f","args":{"a":1}}}],"role":"model"},
                   "finishReason":"MAX_TOKENS","index":0}],
                 "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":7},
                 "modelVersion":"gpt","createTime":"1970-01-01T00:01:00Z","responseId":"x"}"""));
        assertThat(drops.names()).containsExactly("refusal", "service_tier", "system_fingerprint");
    }

    @Test
    void what_a_stream_leaves_out_is_noted() {
        Drops noted = new Drops();
        var writer = codec.writeEvents(new StreamWish(true), noted);
        Part.Citation citation = new Part.Citation("openai-chat", "https://e.org", "E", Json.EMPTY_OBJECT);
        List<ChatEvent> events = List.of(
                new ChatEvent.Started("r", "m", 0),
                new ChatEvent.PartStarted(
                        0, 0, new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("c2VhbGVk"))),
                new ChatEvent.PartEnded(0, 0, Optional.empty()),
                new ChatEvent.PartStarted(0, 1, new Part.Refusal("No.")),
                new ChatEvent.PartEnded(0, 1, Optional.empty()),
                new ChatEvent.PartStarted(0, 2, new Part.Text("x", List.of(citation), Optional.empty())),
                new ChatEvent.PartEnded(0, 2, Optional.empty()),
                new ChatEvent.PartStarted(
                        0, 3, new Part.Native("openai-responses", "web_search_call", Json.EMPTY_OBJECT)),
                new ChatEvent.PartEnded(0, 3, Optional.empty()),
                new ChatEvent.Used(new ChatUsage(9, 1, 0, 5, 0, 0, 0, 0)),
                new ChatEvent.Finished(0, new FinishReason(Kind.STOP_TEXT, "stop_sequence"), Optional.of("END")),
                new ChatEvent.Ended());
        Output out = new Output();
        events.forEach(event -> writer.write(event, out));
        assertThat(out.bytes().toString()).contains("\"thoughtSignature\":\"c2VhbGVk\"", "No.");
        assertThat(noted.names())
                .containsExactly("refusal", "citations", "messages.native", "stop_sequence", "usage.cache_write");
    }

    @Test
    void an_error_keeps_its_reason_and_its_field() {
        ChatError error = new ChatError(400, "INVALID_ARGUMENT", "API_KEY_INVALID", "no", "contents");
        assertThat(codec.readError(400, codec.writeError(error))).isEqualTo(error);
        assertThat(codec.readError(
                        404, Trees.read("[{\"error\":{\"code\":404,\"message\":\"m\",\"status\":\"NOT_FOUND\"}}]")))
                .isEqualTo(new ChatError(404, "NOT_FOUND", "", "m", ""));
        assertThat(codec.readError(502, Trees.object())).isEqualTo(new ChatError(502, "", "", "", ""));
        assertThat(codec.writeError(new ChatError(429, "rate_limit_error", "", "slow", ""))
                        .findValue("status"))
                .isEqualTo(Trees.read("\"RESOURCE_EXHAUSTED\""));
    }

    @Test
    void overlapping_calls_are_written_each_when_it_is_whole() {
        String written = Told.written(
                codec,
                List.of(
                        new ChatEvent.Started("r", "m", 0),
                        new ChatEvent.PartStarted(0, 0, new Part.ToolCall("a", "f", "")),
                        new ChatEvent.PartStarted(0, 1, new Part.ToolCall("b", "g", "")),
                        new ChatEvent.Piece(0, 1, "{\"y\":"),
                        new ChatEvent.Piece(0, 0, "{\"x\":1}"),
                        new ChatEvent.Piece(0, 1, "2}"),
                        new ChatEvent.PartEnded(0, 1, Optional.empty()),
                        new ChatEvent.Finished(0, new FinishReason(Kind.TOOL_CALLS, "tool_calls"), Optional.empty()),
                        new ChatEvent.Used(ChatUsage.of(1, 2)),
                        new ChatEvent.Ended()));
        Told told = Told.of(Told.read(codec, written, 3));
        assertThat(told.parts())
                .containsExactly(
                        "0/0 " + new Part.ToolCall("b", "g", "") + " {\"y\":2}",
                        "0/1 " + new Part.ToolCall("a", "f", "") + " {\"x\":1}");
        assertThat(told.ends()).containsExactly("0 TOOL_CALLS STOP");
        assertThat(told.usage()).isEqualTo(ChatUsage.of(1, 2));
        assertThat(told.ended()).isTrue();
    }

    @Test
    void a_blocked_prompt_and_a_failure_pass_through_a_stream() {
        String blocked = "data: {\"promptFeedback\":{\"blockReason\":\"OTHER\"}}\n\n";
        Told told = Told.of(Told.read(codec, blocked, 9));
        assertThat(told.ends()).containsExactly("0 CONTENT_FILTER OTHER");
        assertThat(Told.of(Told.read(codec, Told.written(codec, Told.read(codec, blocked, 9)), 9)))
                .isEqualTo(told);
        String failed = "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n";
        List<ChatEvent> events = Told.read(codec, failed, 9);
        assertThat(events).containsExactly(new ChatEvent.Failed(new ChatError(503, "UNAVAILABLE", "", "busy", "")));
        assertThat(Told.read(codec, Told.written(codec, events), 9)).isEqualTo(events);
    }

    @Test
    void thoughts_and_text_are_told_apart_and_every_signature_comes_whole() {
        String stream = frame("{\"text\":\"Hm\",\"thought\":true}")
                + frame("{\"text\":\"Ye\"}")
                + frame("{\"text\":\"s\"}")
                + frame("{\"text\":\"\",\"thoughtSignature\":\"s/+=\"}");
        assertThat(Told.of(Told.read(codec, stream, 11)).parts())
                .containsExactly(
                        "0/0 " + new Part.Reasoning("") + " Hm",
                        "0/1 Text Yes",
                        "0/2 " + new Part.Reasoning("") + " |signed s/+=");
    }

    @Test
    void a_stream_without_a_reason_has_not_ended() {
        assertThat(Told.read(codec, frame("{\"text\":\"a\"}"), 5))
                .noneMatch(ChatEvent.Ended.class::isInstance)
                .noneMatch(ChatEvent.Finished.class::isInstance);
    }

    @Test
    void three_malformed_frames_in_a_row_are_too_many() {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = codec.readEvents(events::add);
        assertThat(reader.feed(Bytes.utf8("data: {oops\n\ndata: 3\n\n"))).isTrue();
        assertThat(reader.feed(Bytes.utf8(frame("{\"text\":\"a\"}") + "data: x\n\n")))
                .isTrue();
        assertThat(reader.malformed()).isEqualTo(3);
        assertThat(reader.feed(Bytes.utf8("data: x\n\ndata: x\n\n"))).isFalse();
        assertThat(reader.feed(Bytes.utf8(frame("{\"text\":\"b\"}")))).isFalse();
        assertThat(events).filteredOn(ChatEvent.Piece.class::isInstance).hasSize(1);
    }

    @Test
    void sources_of_a_streamed_answer_come_through() {
        String stream = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\","
                + "\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}}]}\n\n";
        List<ChatEvent> events = Told.read(codec, stream, 20);
        assertThat(events)
                .contains(new ChatEvent.PartStarted(
                        0,
                        1,
                        new Part.Native(
                                "gemini",
                                "candidate",
                                new Json("{\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}}"))));
        Output out = new Output();
        var writer = codec.writeEvents(new StreamWish(true), new Drops());
        events.forEach(event -> writer.write(event, out));
        assertThat(out.bytes().toString()).contains("\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}");
    }

    private ChatReply reply(String body) {
        return codec.readReply(Members.of(Trees.read(body)));
    }

    private static String frame(String part) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[" + part + "]}}]}\n\n";
    }
}
