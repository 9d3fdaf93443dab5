package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.Optional;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes one block of a stream; it takes its number when it has something to say. */
final class BlockWriter {
    private final EventStreamWriter frames;
    private final IntSupplier numbers;
    private final Part opening;
    private final Drops drops;
    private int index = -1;
    private int paragraph;

    BlockWriter(EventStreamWriter frames, IntSupplier numbers, Part opening, Drops drops) {
        this.frames = frames;
        this.numbers = numbers;
        this.opening = opening;
        this.drops = drops;
    }

    void begin(Output out) {
        switch (opening) {
            case Part.Text text -> {
                text(text.text(), out);
                text.citations().forEach(citation -> cited(citation, out));
            }
            case Part.Refusal refusal -> text(refusal.text(), out);
            case Part.ToolCall call -> beginCall(call, out);
            case Part.Reasoning thought -> {
                thought(thought.text(), out);
                for (int i = 0; i < thought.summary().size(); i++) {
                    summary(i, thought.summary().get(i), out);
                }
                thought.signature().ifPresent(signature -> signed(signature, out));
                thought.sealed().ifPresent(bytes -> redacted(bytes, out));
            }
            case Part.Native special
            when special.dialect().equals(BedrockCodec.NAME) -> whole(Trees.node(special.json()), out);
            case Part.Media media
            when media.kind() == Part.Media.Kind.IMAGE
                    && media.source() instanceof Source.Inline(String type, String data) ->
                image(Formats.format(Part.Media.Kind.IMAGE, type, "").orElse("png"), data, out);
            case Part.Media media -> drops.add(Feature.of(media));
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
            case Part.Native _ -> drops.add(Feature.NATIVE_PART);
        }
    }

    private void beginCall(Part.ToolCall call, Output out) {
        if (call.signature().isPresent()) {
            drops.add(Feature.CALL_PROOF);
        }
        ObjectNode start = Trees.object();
        start.putObject("toolUse").put("toolUseId", call.id()).put("name", call.name());
        start(start, out);
        if (call.custom()) {
            // free text becomes the only member of an object
            input("{\"input\":\"", out);
        }
        piece(call.arguments(), out);
    }

    void piece(String text, Output out) {
        switch (opening) {
            case Part.Text _, Part.Refusal _ -> text(text, out);
            case Part.Reasoning _ -> thought(text, out);
            case Part.ToolCall call -> input(call.custom() ? escaped(text) : text, out);
            case Part.Media _, Part.ToolResult _, Part.Native _ -> {
                // came whole
            }
        }
    }

    private static String escaped(String text) {
        String quoted = Trees.json(StringNode.valueOf(text)).text();
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Paragraphs of a summary are told as thoughts. */
    void summary(int at, String text, Output out) {
        if (opening instanceof Part.Reasoning) {
            thought(at > paragraph ? "\n\n" + text : text, out);
            paragraph = at;
        }
    }

    void signed(String signature, Output out) {
        if (opening instanceof Part.Reasoning) {
            ObjectNode delta = Trees.object();
            delta.putObject("reasoningContent").put("signature", signature);
            delta(delta, out);
        } else {
            drops.add(Feature.CALL_PROOF);
        }
    }

    void cited(Part.Citation citation, Output out) {
        if (opening instanceof Part.Text) {
            ContentWriter.citation(citation)
                    .ifPresentOrElse(
                            written -> {
                                ObjectNode delta = Trees.object();
                                delta.set("citation", written);
                                delta(delta, out);
                            },
                            () -> drops.add(Feature.CITATIONS));
        }
    }

    void end(Optional<Part> whole, Output out) {
        if (opening instanceof Part.ToolCall call && call.custom()) {
            input("\"}", out);
        }
        if (opening instanceof Part.Reasoning begun
                && begun.sealed().isEmpty()
                && whole.isPresent()
                && whole.get() instanceof Part.Reasoning thought) {
            thought.sealed().ifPresent(bytes -> redacted(bytes, out));
        }
        stop(out);
    }

    /** A thought in the open and its sealed form are blocks of their own. */
    private void redacted(String bytes, Output out) {
        if (ContentWriter.isBase64(bytes)) {
            stop(out);
            ObjectNode delta = Trees.object();
            delta.putObject("reasoningContent").put("redactedContent", bytes);
            delta(delta, out);
        } else {
            signed(bytes, out);
        }
    }

    private void whole(JsonNode block, Output out) {
        if (block.get("toolUse") instanceof ObjectNode use) {
            String input = use.path("input").isMissingNode()
                    ? "{}"
                    : Trees.json(use.path("input")).text();
            start(single("toolUse", use.deepCopy().without("input")), out);
            input(input, out);
        } else if (block.get("toolResult") instanceof ObjectNode result) {
            start(single("toolResult", result.deepCopy().without("content")), out);
            delta(single("toolResult", result.path("content")), out);
        } else {
            // no stream has such a block
            drops.add(Feature.NATIVE_PART);
        }
    }

    private void image(String format, String data, Output out) {
        start(single("image", Trees.object().put("format", format)), out);
        ObjectNode delta = Trees.object();
        delta.putObject("image").putObject("source").put("bytes", data);
        delta(delta, out);
    }

    private static ObjectNode single(String name, JsonNode value) {
        ObjectNode object = Trees.object();
        object.set(name, value);
        return object;
    }

    private void text(String text, Output out) {
        if (!text.isEmpty()) {
            delta(Trees.object().put("text", text), out);
        }
    }

    private void thought(String text, Output out) {
        if (!text.isEmpty()) {
            ObjectNode delta = Trees.object();
            delta.putObject("reasoningContent").put("text", text);
            delta(delta, out);
        }
    }

    private void input(String json, Output out) {
        if (!json.isEmpty()) {
            ObjectNode delta = Trees.object();
            delta.putObject("toolUse").put("input", json);
            delta(delta, out);
        }
    }

    private void start(ObjectNode start, Output out) {
        event("contentBlockStart", single("start", start), out);
    }

    private void delta(ObjectNode delta, Output out) {
        event("contentBlockDelta", single("delta", delta), out);
    }

    private void stop(Output out) {
        if (index >= 0) {
            event("contentBlockStop", Trees.object(), out);
            index = -1;
        }
    }

    private void event(String type, ObjectNode payload, Output out) {
        if (index < 0) {
            index = numbers.getAsInt();
        }
        frames.event(type, payload.put("contentBlockIndex", index), out);
    }
}
