package io.piuptime.dialects.fuzz;

import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Source;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One conversation in the canonical form that says much of what can be said, for codecs to write and to read. */
final class Sample {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
            + "\"required\":[\"city\"],\"additionalProperties\":false}";
    private static final FinishReason CALLS = new FinishReason(FinishReason.Kind.TOOL_CALLS, "");

    private Sample() {}

    static ChatRequest request() {
        return new ChatRequest(
                "some-model",
                List.of(
                        Message.of(Message.Role.SYSTEM, new Part.Text("Be brief. é€😀")),
                        Message.of(
                                Message.Role.USER,
                                new Part.Text("What is this?"),
                                new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("image/png", "iVBORw0KGgo="))),
                        Message.of(
                                Message.Role.ASSISTANT,
                                new Part.Reasoning("", "A hill.", List.of(), Optional.of("c2ln"), Optional.empty()),
                                new Part.Text("I ask."),
                                new Part.ToolCall("call_1", "weather", "{\"city\":\"Bern\"}")),
                        Message.of(
                                Message.Role.TOOL,
                                new Part.ToolResult(
                                        "call_1",
                                        Optional.of("weather"),
                                        List.of(new Part.Text("rain")),
                                        false,
                                        Optional.empty())),
                        Message.of(Message.Role.USER, new Part.Text("And now?"))),
                new ChatRequest.Tools(
                        List.of(new Tool.Function(
                                "weather",
                                Optional.of("tells it"),
                                Optional.of(new Json(SCHEMA)),
                                Optional.of(true),
                                Optional.empty())),
                        Optional.of(new ToolChoice.Any()),
                        Optional.of(false)),
                new Sampling(
                        OptionalLong.of(4000),
                        Optional.of(new Json("0.50")),
                        Optional.of(new Json("0.9")),
                        Optional.of(new Json("40")),
                        Sampling.Penalties.NONE,
                        List.of("END", "\n\n"),
                        OptionalLong.of(7),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Map.of()),
                new OutputFormat.JsonSchema("answer", Optional.empty(), new Json(SCHEMA), Optional.of(true)),
                new ReasoningWish(
                        Optional.of(true),
                        Optional.of("low"),
                        OptionalLong.of(1024),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                ChatRequest.Handling.DEFAULT,
                Map.of(),
                "");
    }

    static ChatReply reply() {
        return new ChatReply(
                "id-1",
                "some-model",
                1_700_000_000,
                List.of(new ChatReply.Choice(
                        0,
                        List.of(
                                new Part.Reasoning("", "Hm: é€😀.", List.of(), Optional.of("c2ln"), Optional.empty()),
                                new Part.Text("One \"two\"\n three."),
                                new Part.ToolCall("call_1", "weather", "{\"city\":\"Bern\"}")),
                        CALLS,
                        Optional.empty(),
                        Optional.empty())),
                Optional.of(new ChatUsage(100, 20, 10, 0, 0, 5, 0, 0)),
                Optional.empty(),
                Map.of(),
                "");
    }

    static List<ChatEvent> events() {
        return List.of(
                new ChatEvent.Started("id-1", "some-model", 1_700_000_000),
                new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                new ChatEvent.Piece(0, 0, "Hm: "),
                new ChatEvent.Piece(0, 0, "é€😀."),
                new ChatEvent.Signed(0, 0, "c2ln"),
                new ChatEvent.PartEnded(0, 0, Optional.empty()),
                new ChatEvent.PartStarted(0, 1, new Part.Text("")),
                new ChatEvent.Piece(0, 1, "One \"two\""),
                new ChatEvent.Piece(0, 1, "\n three."),
                new ChatEvent.PartEnded(0, 1, Optional.empty()),
                new ChatEvent.PartStarted(0, 2, new Part.ToolCall("call_1", "weather", "")),
                new ChatEvent.Piece(0, 2, "{\"city\":"),
                new ChatEvent.Piece(0, 2, "\"Bern\"}"),
                new ChatEvent.PartEnded(0, 2, Optional.empty()),
                new ChatEvent.Finished(0, CALLS, Optional.empty()),
                new ChatEvent.Used(new ChatUsage(100, 20, 10, 0, 0, 5, 0, 0)),
                new ChatEvent.Ended());
    }
}
