package io.piuptime.dialects.responses.item;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The items that a model makes: calls, reasoning and what surrounds a message. */
public final class ItemForms {
    /** Name of the dialect. */
    public static final String DIALECT = "openai-responses";

    /** Kind of the native part that stands before the text of a message and says which phase it belongs to. */
    public static final String MESSAGE = "message";

    public static final String FUNCTION_CALL = "function_call";
    public static final String CUSTOM_CALL = "custom_tool_call";

    private ItemForms() {}

    /** Reads an item that is no message and no result. */
    public static Part read(Members item, String type) {
        return switch (type) {
            case FUNCTION_CALL, CUSTOM_CALL -> isPlainCall(item.all()) ? call(item, type) : whole(item.all(), type);
            case "reasoning" -> reasoning(item);
            default -> whole(item.all(), type);
        };
    }

    /** The parts of a message of the model's: its phase, if it has one, and its content. */
    public static List<Part> message(Members item) {
        List<Part> parts = new ArrayList<>();
        phase(item.all()).ifPresent(parts::add);
        parts.addAll(ContentForms.read(item, "content"));
        return parts;
    }

    public static Optional<Part> phase(JsonNode message) {
        String phase = Errors.text(message, "phase");
        return phase.isEmpty()
                ? Optional.empty()
                : Optional.of(whole(Trees.object().put("phase", phase), MESSAGE));
    }

    public static Part.Native whole(JsonNode item, String type) {
        return new Part.Native(DIALECT, type, Trees.json(item));
    }

    /** Whether a call says nothing beyond its tool and arguments: one of a namespace is understood by this dialect only. */
    public static boolean isPlainCall(JsonNode item) {
        return !item.hasNonNull("namespace")
                && !Errors.text(item.path("caller"), "type").equals("program");
    }

    public static boolean isCall(JsonNode item) {
        String type = Errors.text(item, "type");
        return type.equals(FUNCTION_CALL) || type.equals(CUSTOM_CALL);
    }

    public static ObjectNode writeCall(Part.ToolCall call) {
        ObjectNode item = Trees.object();
        item.put("type", call.custom() ? CUSTOM_CALL : FUNCTION_CALL);
        item.put("call_id", call.id());
        item.put("name", call.name());
        item.put(call.custom() ? "input" : "arguments", call.arguments());
        return item;
    }

    public static ObjectNode writeReasoning(Part.Reasoning reasoning) {
        ObjectNode item = Trees.object();
        item.put("type", "reasoning");
        if (!reasoning.id().isEmpty()) {
            item.put("id", reasoning.id());
        }
        ArrayNode summary = item.putArray("summary");
        reasoning.summary().forEach(paragraph -> summary.add(summaryText(paragraph)));
        if (!reasoning.text().isEmpty()) {
            item.putArray("content").add(reasoningText(reasoning.text()));
        }
        proof(reasoning).ifPresent(secret -> item.put("encrypted_content", secret));
        return item;
    }

    /** What lets a provider know its thought again: the thought sealed or, where there is no such form, the signature. */
    public static Optional<String> proof(Part.Reasoning reasoning) {
        return reasoning.sealed().or(reasoning::signature);
    }

    public static ObjectNode summaryText(String text) {
        return Trees.object().put("type", "summary_text").put("text", text);
    }

    public static ObjectNode reasoningText(String text) {
        return Trees.object().put("type", "reasoning_text").put("text", text);
    }

    private static Part call(Members item, String type) {
        boolean custom = type.equals(CUSTOM_CALL);
        return new Part.ToolCall(
                item.needText("call_id"),
                item.needText("name"),
                item.text(custom ? "input" : "arguments").orElse(""),
                custom,
                Optional.empty(),
                Optional.empty());
    }

    private static Part reasoning(Members item) {
        List<String> summary = new ArrayList<>();
        item.objects("summary").forEach(paragraph -> summary.add(paragraph.needText("text")));
        StringBuilder text = new StringBuilder();
        item.objects("content").forEach(piece -> text.append(piece.needText("text")));
        return new Part.Reasoning(
                item.text("id").orElse(""), text.toString(), summary, Optional.empty(), item.text("encrypted_content"));
    }
}
