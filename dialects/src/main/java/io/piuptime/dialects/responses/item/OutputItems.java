package io.piuptime.dialects.responses.item;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of an answer as the items of a response. */
public final class OutputItems {
    private static final String COMPLETED = "completed";

    private final String reply;
    private final Drops drops;
    private ArrayNode tokens;
    private final ArrayNode items = Trees.array();
    private Optional<ObjectNode> message = Optional.empty();
    private Optional<ObjectNode> phase = Optional.empty();

    public OutputItems(String reply, Drops drops, Optional<Json> logprobs) {
        this.reply = reply;
        this.drops = drops;
        this.tokens = (ArrayNode) ReplyWriter.tokens(logprobs);
    }

    public ArrayNode write(List<Part> parts) {
        parts.forEach(this::part);
        return items;
    }

    /** An id for an item that came without, the same whenever the reply is written. */
    public static String id(String prefix, String reply, int index) {
        int dash = reply.indexOf('_');
        return prefix + "_" + reply.substring(dash + 1) + "_" + index;
    }

    public static ObjectNode message(String id, Optional<ObjectNode> phase, String status) {
        ObjectNode item = Trees.object();
        item.put("id", id);
        item.put("type", "message");
        item.put("status", status);
        item.put("role", "assistant");
        phase.ifPresent(item::setAll);
        item.putArray("content");
        return item;
    }

    public static ObjectNode call(String reply, int index, Part.ToolCall call, String status) {
        ObjectNode item = ItemForms.writeCall(call);
        item.put("id", id(call.custom() ? "ctc" : "fc", reply, index));
        if (!call.custom()) {
            item.put("status", status);
        }
        return item;
    }

    public static ObjectNode reasoning(String reply, int index, Part.Reasoning reasoning) {
        ObjectNode item = ItemForms.writeReasoning(reasoning);
        if (reasoning.id().isEmpty()) {
            item.put("id", id("rs", reply, index));
        }
        return item;
    }

    /** An image that the model made. */
    public static Optional<ObjectNode> image(String reply, int index, Part.Media media) {
        if (media.kind() != Part.Media.Kind.IMAGE || !(media.source() instanceof Source.Inline inline)) {
            return Optional.empty();
        }
        ObjectNode item = Trees.object();
        item.put("id", id("ig", reply, index));
        item.put("type", "image_generation_call");
        item.put("status", COMPLETED);
        item.put("result", inline.data());
        return Optional.of(item);
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> content().add(text(text));
            case Part.Refusal refusal -> content().add(ContentForms.refusal(refusal.text()));
            case Part.ToolCall call -> {
                if (call.signature().isPresent()) {
                    drops.add(Feature.THOUGHT_PROOF);
                }
                item(call(reply, items.size(), call, COMPLETED));
            }
            case Part.Reasoning reasoning -> {
                if (reasoning.sealed().isPresent() && reasoning.signature().isPresent()) {
                    drops.add(Feature.THOUGHT_PROOF);
                }
                item(reasoning(reply, items.size(), reasoning));
            }
            case Part.Media media ->
                image(reply, items.size(), media).ifPresentOrElse(this::item, () -> drops.add(Feature.of(media)));
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
            case Part.Native whole -> whole(whole);
        }
    }

    private ObjectNode text(Part.Text text) {
        ArrayNode annotations = Trees.array();
        for (Part.Citation citation : text.citations()) {
            ContentForms.annotation(citation).ifPresentOrElse(annotations::add, () -> drops.add(Feature.CITATIONS));
        }
        ArrayNode logprobs = tokens;
        tokens = Trees.array();
        return ContentForms.outputText(text.text(), annotations, logprobs);
    }

    private void whole(Part.Native whole) {
        JsonNode json = Trees.node(whole.json());
        if (!whole.dialect().equals(ItemForms.DIALECT)) {
            drops.add(Feature.NATIVE_PART);
        } else if (whole.kind().startsWith(ContentForms.WITHIN)) {
            content().add(json);
        } else if (whole.kind().equals(ItemForms.MESSAGE)) {
            message = Optional.empty();
            phase = Optional.of((ObjectNode) json);
        } else {
            item(json);
        }
    }

    private void item(JsonNode item) {
        message = Optional.empty();
        items.add(item);
    }

    private ArrayNode content() {
        if (message.isEmpty()) {
            ObjectNode begun = message(id("msg", reply, items.size()), phase, COMPLETED);
            phase = Optional.empty();
            items.add(begun);
            message = Optional.of(begun);
        }
        return (ArrayNode) message.get().get("content");
    }
}
