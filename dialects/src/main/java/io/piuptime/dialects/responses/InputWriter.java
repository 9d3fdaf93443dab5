package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.ContentForms;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages as the items of a question. */
final class InputWriter {
    private final boolean own;
    private final Drops drops;
    private final ArrayNode items = Trees.array();
    private final Map<String, Part.ToolCall> calls = new HashMap<>();

    /** The message that is being written, until an item comes between. */
    private ObjectNode opening = Trees.object();

    private ArrayNode content = Trees.array();

    InputWriter(boolean own, Drops drops) {
        this.own = own;
        this.drops = drops;
    }

    ArrayNode write(List<Message> messages) {
        messages.forEach(this::message);
        return items;
    }

    private void message(Message message) {
        if (message.name().isPresent()) {
            drops.add(Feature.PARTICIPANT);
        }
        open(message.role());
        if (message.parts().isEmpty() && message.role() != Message.Role.ASSISTANT) {
            items.add(opening.set("content", content));
            return;
        }
        message.parts().forEach(part -> part(message.role(), part));
        flush(message.role());
    }

    private void part(Message.Role role, Part part) {
        switch (part) {
            case Part.Text text -> text(role, text);
            case Part.Media media when role == Message.Role.ASSISTANT -> drops.add(Feature.of(media));
            case Part.Media media ->
                ContentForms.media(media, own, drops).ifPresent(piece -> {
                    ContentForms.mark(piece, media.cache(), own, drops);
                    content.add(piece);
                });
            case Part.Refusal refusal -> content.add(ContentForms.refusal(refusal.text()));
            case Part.ToolCall call -> {
                calls.put(call.id(), call);
                if (call.signature().isPresent()) {
                    drops.add(Feature.THOUGHT_PROOF);
                }
                ContentForms.mark(Trees.object(), call.cache(), false, drops);
                item(role, ItemForms.writeCall(call));
            }
            case Part.ToolResult result -> item(role, result(result));
            case Part.Reasoning reasoning -> reasoning(role, reasoning);
            case Part.Native whole -> whole(role, whole);
        }
    }

    private void reasoning(Message.Role role, Part.Reasoning reasoning) {
        if (reasoning.sealed().isPresent() && reasoning.signature().isPresent()) {
            drops.add(Feature.THOUGHT_PROOF);
        }
        if (own) {
            item(role, ItemForms.writeReasoning(reasoning));
        } else if (ItemForms.proof(reasoning).isPresent()) {
            // a thought in the open is taken from models that seal nothing, and from others its summary only
            List<String> summary =
                    reasoning.summary().isEmpty() && !reasoning.text().isEmpty()
                            ? List.of(reasoning.text())
                            : reasoning.summary();
            item(
                    role,
                    ItemForms.writeReasoning(new Part.Reasoning(
                            reasoning.id(), "", summary, reasoning.signature(), reasoning.sealed())));
        } else {
            drops.add(Feature.THOUGHT);
        }
    }

    private void text(Message.Role role, Part.Text text) {
        boolean made = role == Message.Role.ASSISTANT;
        if (made && !own) {
            // only a message that bears an id may have several pieces
            flush(role);
            if (text.text().isEmpty()) {
                return;
            }
        }
        ObjectNode piece = Trees.object();
        piece.put("type", made ? "output_text" : "input_text");
        piece.put("text", text.text());
        if (made && !text.citations().isEmpty()) {
            ArrayNode annotations = piece.putArray("annotations");
            for (Part.Citation citation : text.citations()) {
                Optional<JsonNode> annotation = own ? ContentForms.annotation(citation) : Optional.empty();
                annotation.ifPresentOrElse(annotations::add, () -> drops.add(Feature.CITATIONS));
            }
        } else if (!text.citations().isEmpty()) {
            drops.add(Feature.CITATIONS);
        }
        ContentForms.mark(piece, text.cache(), own, drops);
        content.add(piece);
    }

    private void whole(Message.Role role, Part.Native whole) {
        if (!whole.dialect().equals(ItemForms.DIALECT)) {
            drops.add(Feature.NATIVE_PART);
        } else if (whole.kind().startsWith(ContentForms.WITHIN)) {
            content.add(Trees.node(whole.json()));
        } else if (whole.kind().equals(ItemForms.MESSAGE)) {
            flush(role);
            opening.setAll((ObjectNode) Trees.node(whole.json()));
        } else {
            item(role, Trees.node(whole.json()));
        }
    }

    private ObjectNode result(Part.ToolResult result) {
        boolean custom =
                calls.containsKey(result.callId()) && calls.get(result.callId()).custom();
        ObjectNode item = Trees.object();
        item.put("type", custom ? "custom_tool_call_output" : "function_call_output");
        item.put("call_id", result.callId());
        if (own && !calls.containsKey(result.callId())) {
            result.name().ifPresent(name -> item.put("name", name));
        }
        ObjectNode outer = opening;
        ArrayNode before = content;
        content = Trees.array();
        result.content().forEach(part -> {
            if (part instanceof Part.Text || part instanceof Part.Media || isWithin(part)) {
                part(Message.Role.TOOL, part);
            } else {
                drops.add(Feature.RESULT_CONTENT);
            }
        });
        item.set("output", content.isEmpty() ? Trees.read("\"\"") : shortened(content));
        opening = outer;
        content = before;
        if (result.failed()) {
            drops.add(Feature.RESULT_FAILED);
        }
        ContentForms.mark(Trees.object(), result.cache(), false, drops);
        return item;
    }

    private static boolean isWithin(Part part) {
        return part instanceof Part.Native whole && whole.kind().startsWith(ContentForms.WITHIN);
    }

    private void item(Message.Role role, JsonNode item) {
        flush(role);
        items.add(item);
    }

    private void flush(Message.Role role) {
        if (!content.isEmpty()) {
            items.add(opening.set("content", shortened(content)));
            open(role);
        }
    }

    private void open(Message.Role role) {
        opening = Trees.object();
        opening.put("type", "message");
        opening.put(
                "role",
                switch (role) {
                    case SYSTEM -> "system";
                    case DEVELOPER -> "developer";
                    case USER, TOOL -> "user";
                    case ASSISTANT -> "assistant";
                });
        content = Trees.array();
    }

    /** A single plain text is written as such: every provider of this dialect reads it. */
    private static JsonNode shortened(ArrayNode content) {
        JsonNode first = content.get(0);
        boolean plain = content.size() == 1
                && first.size() == 2
                && Errors.text(first, "type").endsWith("put_text")
                && !Errors.text(first, "text").isEmpty();
        return plain ? first.get("text") : content;
    }
}
