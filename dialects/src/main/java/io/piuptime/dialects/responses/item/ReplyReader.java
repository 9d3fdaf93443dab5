package io.piuptime.dialects.responses.item;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads whole replies, and what the last event of a stream says of the whole. */
public final class ReplyReader {
    private ReplyReader() {}

    public static ChatReply read(Members body) {
        if (!body.has("output")) {
            throw Members.missing("output");
        }
        List<Part> parts = new ArrayList<>();
        ArrayNode logprobs = Trees.array();
        for (Members item : body.objects("output")) {
            String type = item.needText("type");
            if (type.equals("message")) {
                parts.addAll(ItemForms.message(item));
                item.list("content")
                        .forEach(piece -> piece.path("logprobs").values().forEach(logprobs::add));
            } else {
                parts.add(ItemForms.read(item, type));
            }
        }
        Choice choice = new Choice(0, parts, finish(body.all(), false), Optional.empty(), likely(logprobs));
        for (String named : List.of("object", "status", "incomplete_details", "created_at", "usage")) {
            body.node(named);
        }
        ChatReply reply = new ChatReply(
                body.text("id").orElse(""),
                body.text("model").orElse(""),
                created(body.all()),
                List.of(choice),
                usage(body.all()),
                body.text("service_tier"),
                Map.of(),
                ItemForms.DIALECT);
        Map<String, Json> extras = body.rest();
        ReplyWriter.usual().forEach(extras::remove);
        return new ChatReply(
                reply.id(),
                reply.model(),
                reply.created(),
                reply.choices(),
                reply.usage(),
                reply.serviceTier(),
                extras,
                reply.dialect());
    }

    /** The probabilities in the form that {@code logprobs} has in chat completions. */
    public static Optional<Json> likely(JsonNode tokens) {
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(Trees.json(Trees.object().set("content", tokens).putNull("refusal")));
    }

    public static long created(JsonNode response) {
        JsonNode created = response.path("created_at");
        return created.isNumber() ? created.numberValue().longValue() : 0;
    }

    /**
     * Why a response ended.
     *
     * @param calls whether a call was seen that the response itself may not repeat
     */
    public static FinishReason finish(JsonNode response, boolean calls) {
        String status = Errors.text(response, "status");
        return switch (status) {
            case "incomplete" -> {
                String reason = Errors.text(response.path("incomplete_details"), "reason");
                yield switch (reason) {
                    case "max_output_tokens", "max_tokens" -> new FinishReason(Kind.LENGTH, reason);
                    case "content_filter" -> new FinishReason(Kind.CONTENT_FILTER, reason);
                    default -> new FinishReason(Kind.OTHER, reason.isEmpty() ? status : reason);
                };
            }
            case "failed" -> new FinishReason(Kind.ERROR, Errors.text(response.path("error"), "code"));
            case "queued", "in_progress", "cancelled" -> new FinishReason(Kind.OTHER, status);
            default -> new FinishReason(done(response.path("output"), calls), status);
        };
    }

    private static Kind done(JsonNode output, boolean calls) {
        boolean refused = false;
        for (JsonNode item : output.values()) {
            if (ItemForms.isCall(item)) {
                return Kind.TOOL_CALLS;
            }
            for (JsonNode piece : item.path("content").values()) {
                refused |= Errors.text(piece, "type").equals("refusal");
            }
        }
        if (calls) {
            return Kind.TOOL_CALLS;
        }
        return refused ? Kind.REFUSAL : Kind.STOP;
    }

    public static Optional<ChatUsage> usage(JsonNode response) {
        JsonNode usage = response.path("usage");
        if (!usage.isObject()) {
            return Optional.empty();
        }
        JsonNode input = usage.path("input_tokens_details");
        JsonNode output = usage.path("output_tokens_details");
        return Optional.of(new ChatUsage(
                count(usage, "input_tokens"),
                count(usage, "output_tokens"),
                count(input, "cached_tokens"),
                count(input, "cache_write_tokens"),
                0,
                count(output, "reasoning_tokens"),
                count(input, "audio_tokens"),
                count(output, "audio_tokens")));
    }

    private static long count(JsonNode object, String name) {
        JsonNode count = object.path(name);
        return count.isNumber() ? Math.max(0, count.numberValue().longValue()) : 0;
    }
}
