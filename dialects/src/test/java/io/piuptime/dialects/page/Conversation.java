package io.piuptime.dialects.page;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request of a caller who speaks a dialect that is none of the targets'. */
record Conversation(
        List<Message> messages,
        ChatRequest.Tools tools,
        Sampling sampling,
        OutputFormat format,
        ReasoningWish reasoning,
        ChatRequest.Handling handling) {
    static final Json SCHEMA =
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],"
                    + "\"additionalProperties\":false}");
    static final Part.Text ANSWER = new Part.Text("Rain.");

    /** One question. */
    static Conversation plain() {
        return new Conversation(
                List.of(Message.of(Role.USER, new Part.Text("Hello"))),
                ChatRequest.Tools.NONE,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                ChatRequest.Handling.DEFAULT);
    }

    /** One question and two tools. */
    static Conversation withTools() {
        return plain().offering(List.of(function("weather"), function("time")), Optional.empty(), Optional.empty());
    }

    /** A tool that was called and answered this. */
    static Conversation answered(boolean failed, Part... content) {
        Part call = new Part.ToolCall("call_1", "weather", "{\"city\":\"Bern\"}");
        Part result = new Part.ToolResult("call_1", Optional.of("weather"), List.of(content), failed, Optional.empty());
        return withTools().and(Message.of(Role.ASSISTANT, call)).and(Message.of(Role.TOOL, result));
    }

    static Tool.Function function(String name) {
        return new Tool.Function(
                name, Optional.of("What it is there."), Optional.of(SCHEMA), Optional.empty(), Optional.empty());
    }

    Conversation and(Message message) {
        List<Message> more = new ArrayList<>(messages);
        more.add(message);
        return new Conversation(more, tools, sampling, format, reasoning, handling);
    }

    /** The same with something else at the head. */
    Conversation after(Message message) {
        List<Message> more = new ArrayList<>(messages);
        more.addFirst(message);
        return new Conversation(more, tools, sampling, format, reasoning, handling);
    }

    /** The same with more in the question. */
    Conversation showing(Part part) {
        return new Conversation(
                List.of(Message.of(Role.USER, new Part.Text("Hello"), part)),
                tools,
                sampling,
                format,
                reasoning,
                handling);
    }

    Conversation offering(List<Tool> offered, Optional<ToolChoice> choice, Optional<Boolean> parallel) {
        return new Conversation(
                messages, new ChatRequest.Tools(offered, choice, parallel), sampling, format, reasoning, handling);
    }

    Conversation choosing(ToolChoice choice) {
        return offering(tools.offered(), Optional.of(choice), Optional.empty());
    }

    Conversation sampled(Sampling other) {
        return new Conversation(messages, tools, other, format, reasoning, handling);
    }

    Conversation formed(OutputFormat other) {
        return new Conversation(messages, tools, sampling, other, reasoning, handling);
    }

    Conversation thinking(ReasoningWish other) {
        return new Conversation(messages, tools, sampling, format, other, handling);
    }

    Conversation handled(ChatRequest.Handling other) {
        return new Conversation(messages, tools, sampling, format, reasoning, other);
    }

    ChatRequest request() {
        return new ChatRequest(
                "model", messages, tools, sampling, format, reasoning, handling, Map.of(), "the-callers-own");
    }
}
