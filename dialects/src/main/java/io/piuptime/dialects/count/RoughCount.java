package io.piuptime.dialects.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Tool;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Guesses a request's tokens from its size, for providers that do not count: the callers who ask want to know what still fits. */
public final class RoughCount implements ToLongFunction<ChatRequest> {
    private static final int BYTES_PER_TOKEN = 4;
    /** What the frame of a message takes, its role among it. */
    private static final int MESSAGE = 4;
    /** An image of a usual size; of what else there is, nobody knows without looking into it. */
    private static final int MEDIA = 1000;

    @Override
    public long applyAsLong(ChatRequest request) {
        long tokens = 0;
        for (Message message : request.messages()) {
            tokens += MESSAGE + parts(message.parts());
        }
        for (Tool tool : request.tools().offered()) {
            tokens += MESSAGE + tool(tool);
        }
        return tokens
                + switch (request.format()) {
                    case OutputFormat.JsonSchema schema -> json(schema.schema());
                    case OutputFormat.JsonObject _, OutputFormat.Text _ -> 0;
                };
    }

    private static long parts(List<Part> parts) {
        long tokens = 0;
        for (Part part : parts) {
            tokens += switch (part) {
                case Part.Text text -> text(text.text());
                case Part.Media _ -> MEDIA;
                case Part.ToolCall call -> text(call.name()) + text(call.arguments());
                case Part.ToolResult result -> parts(result.content());
                case Part.Reasoning reasoning -> text(reasoning.text());
                case Part.Refusal refusal -> text(refusal.text());
                case Part.Native one -> json(one.json());
            };
        }
        return tokens;
    }

    private static long tool(Tool tool) {
        return text(tool.name())
                + switch (tool) {
                    case Tool.Function function -> text(function.description()) + json(function.parameters());
                    case Tool.Custom custom -> text(custom.description()) + json(custom.format());
                    case Tool.Native one -> json(one.json());
                };
    }

    private static long text(Optional<String> text) {
        return text.map(RoughCount::text).orElse(0L);
    }

    private static long json(Optional<Json> json) {
        return json.map(RoughCount::json).orElse(0L);
    }

    private static long json(Json json) {
        return text(json.text());
    }

    private static long text(String text) {
        return Math.ceilDiv(text.getBytes(UTF_8).length, BYTES_PER_TOKEN);
    }
}
