package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.Optional;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes one block of a stream; a text or a thought begins when it has something to say. */
final class BlockWriter {
    private final IntSupplier numbers;
    private final Part opening;
    private final Drops drops;
    private int index = -1;
    private int paragraph;
    private boolean signed;

    BlockWriter(IntSupplier numbers, Part opening, Drops drops) {
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
                thought.sealed().ifPresent(data -> redacted(data, out));
            }
            case Part.Native special
            when special.dialect().equals(Words.NAME) -> whole(Trees.node(special.json()), out);
            case Part.Native _ -> drops.add(Feature.NATIVE_PART);
            case Part.Media media -> drops.add(Feature.of(media));
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
        }
    }

    /** Writes a step of this block's. */
    void write(ChatEvent event, Output out) {
        switch (event) {
            case ChatEvent.Piece piece -> piece(piece.text(), out);
            case ChatEvent.SummaryPiece piece -> summary(piece.paragraph(), piece.text(), out);
            case ChatEvent.Signed proof -> signed(proof.signature(), out);
            case ChatEvent.Cited cited -> cited(cited.citation(), out);
            case ChatEvent.PartEnded ended -> end(ended.whole(), out);
            default -> throw new IllegalArgumentException(event + " (expected: a step of a part)");
        }
    }

    boolean isCall() {
        return opening instanceof Part.ToolCall;
    }

    private void beginCall(Part.ToolCall call, Output out) {
        if (call.signature().isPresent()) {
            drops.add(Feature.CALL_PROOF);
        }
        ObjectNode block = Trees.object().put("type", "tool_use");
        block.put("id", call.id()).put("name", call.name()).putObject("input");
        start(block, out);
        if (call.custom()) {
            // free text becomes the only member of an object
            drops.add(Feature.CUSTOM_CALL);
            input("{\"input\":\"", out);
        }
        piece(call.arguments(), out);
    }

    private void piece(String text, Output out) {
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
    private void summary(int at, String text, Output out) {
        if (opening instanceof Part.Reasoning) {
            thought(at > paragraph ? "\n\n" + text : text, out);
            paragraph = at;
        }
    }

    private void signed(String signature, Output out) {
        if (opening instanceof Part.Reasoning) {
            signed = true;
            beginThought(out);
            delta("signature_delta", "signature", StringNode.valueOf(signature), out);
        } else {
            drops.add(isCall() ? Feature.CALL_PROOF : Feature.THOUGHT_PROOF);
        }
    }

    private void cited(Part.Citation citation, Output out) {
        Optional<JsonNode> written = ContentWriter.citation(citation, true);
        if (written.isEmpty() || !(opening instanceof Part.Text)) {
            drops.add(Feature.CITATIONS);
            return;
        }
        beginText(out);
        delta("citations_delta", "citation", written.get(), out);
    }

    private void end(Optional<Part> whole, Output out) {
        if (opening instanceof Part.ToolCall call && call.custom()) {
            input("\"}", out);
        }
        if (opening instanceof Part.Reasoning begun
                && whole.isPresent()
                && whole.get() instanceof Part.Reasoning thought) {
            if (!signed) {
                thought.signature().ifPresent(signature -> signed(signature, out));
            }
            if (begun.sealed().isEmpty()) {
                thought.sealed().ifPresent(data -> redacted(data, out));
            }
        }
        stop(out);
    }

    /** A thought in the open and its sealed form are blocks of their own. */
    private void redacted(String data, Output out) {
        stop(out);
        start(Trees.object().put("type", "redacted_thinking").put("data", data), out);
        stop(out);
    }

    /** What Anthropic's tools are asked comes as pieces, everything else at the start. */
    private void whole(JsonNode block, Output out) {
        JsonNode input = block.path("input");
        if (block instanceof ObjectNode object && input.isObject()) {
            ObjectNode opened = object.deepCopy();
            opened.putObject("input");
            start(opened, out);
            input(Trees.json(input).text(), out);
        } else {
            start(block, out);
        }
    }

    private void text(String text, Output out) {
        if (!text.isEmpty()) {
            beginText(out);
            delta("text_delta", "text", StringNode.valueOf(text), out);
        }
    }

    private void beginText(Output out) {
        if (index < 0) {
            start(Trees.object().put("type", "text").put("text", ""), out);
        }
    }

    private void thought(String text, Output out) {
        if (!text.isEmpty()) {
            beginThought(out);
            delta("thinking_delta", "thinking", StringNode.valueOf(text), out);
        }
    }

    private void beginThought(Output out) {
        if (index < 0) {
            start(Trees.object().put("type", "thinking").put("thinking", "").put("signature", ""), out);
        }
    }

    private void input(String json, Output out) {
        if (!json.isEmpty()) {
            delta("input_json_delta", "partial_json", StringNode.valueOf(json), out);
        }
    }

    private void start(JsonNode block, Output out) {
        index = numbers.getAsInt();
        ObjectNode event = event("content_block_start");
        event.set("content_block", block);
        out.event("content_block_start", event);
    }

    private void delta(String type, String name, JsonNode value, Output out) {
        ObjectNode event = event("content_block_delta");
        event.putObject("delta").put("type", type).set(name, value);
        out.event("content_block_delta", event);
    }

    private void stop(Output out) {
        if (index >= 0) {
            out.event("content_block_stop", event("content_block_stop"));
            index = -1;
        }
    }

    private ObjectNode event(String type) {
        return Trees.object().put("type", type).put("index", index);
    }
}
