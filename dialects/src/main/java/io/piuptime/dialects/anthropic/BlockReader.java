package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one block of a stream. A text or a thought begins with its first piece. What the canonical form cannot take in pieces,
 * such as a tool that the provider runs, is put together and told at its end.
 */
final class BlockReader {
    private final Consumer<ChatEvent> sink;
    private final IntSupplier numbers;
    private final ObjectNode whole;
    private final Kind kind;
    private final StringBuilder pieces = new StringBuilder();
    private int part = -1;
    private boolean hasArguments;

    private enum Kind {
        TEXT,
        CALL,
        THOUGHT,
        WHOLE
    }

    BlockReader(Consumer<ChatEvent> sink, IntSupplier numbers, Members block) {
        this.sink = sink;
        this.numbers = numbers;
        this.whole = block.all().deepCopy();
        Part opening = ContentReader.part(block);
        this.kind = kind(opening);
        switch (opening) {
            case Part.Text text -> {
                text(text.text());
                text.citations().forEach(this::cited);
            }
            case Part.ToolCall call -> open(new Part.ToolCall(call.id(), call.name(), ""));
            case Part.Reasoning thought
            when kind == Kind.THOUGHT -> {
                thought(thought.text());
                thought.signature().ifPresent(this::signed);
            }
            default -> {
                // told at its end
            }
        }
    }

    private static Kind kind(Part opening) {
        return switch (opening) {
            case Part.Text _ -> Kind.TEXT;
            case Part.ToolCall _ -> Kind.CALL;
            case Part.Reasoning thought -> thought.sealed().isPresent() ? Kind.WHOLE : Kind.THOUGHT;
            case Part.Media _, Part.ToolResult _, Part.Refusal _, Part.Native _ -> Kind.WHOLE;
        };
    }

    void delta(Members delta) {
        switch (delta.text("type").orElse("")) {
            case "text_delta" -> text(delta.needText("text"));
            case "thinking_delta" -> thought(delta.needText("thinking"));
            case "signature_delta" -> signed(delta.needText("signature"));
            case "input_json_delta" -> input(delta.needText("partial_json"));
            case "citations_delta" ->
                delta.node("citation").map(ContentReader::citation).ifPresent(this::cited);
            default -> {
                if (kind == Kind.WHOLE) {
                    delta.rest().forEach((name, value) -> whole.set(name, Trees.node(value)));
                }
            }
        }
    }

    void stop() {
        if (kind == Kind.WHOLE) {
            if (!pieces.isEmpty()) {
                whole.set("input", parsed(pieces.toString()));
            }
            open(ContentReader.part(Members.of(whole)));
        } else if (kind == Kind.CALL && !hasArguments) {
            // a call without pieces has its arguments at its start
            JsonNode input = whole.path("input");
            sink.accept(new ChatEvent.Piece(
                    0, part, input.isObject() ? Trees.json(input).text() : "{}"));
        }
        if (part >= 0) {
            sink.accept(new ChatEvent.PartEnded(0, part, Optional.empty()));
        }
    }

    private static JsonNode parsed(String input) {
        try {
            return Trees.read(input);
        } catch (JacksonException _) {
            return Trees.object().put("input", input);
        }
    }

    private void text(String text) {
        if (kind == Kind.TEXT && !text.isEmpty()) {
            begin(new Part.Text(""));
            sink.accept(new ChatEvent.Piece(0, part, text));
        }
    }

    private void cited(Part.Citation citation) {
        if (kind == Kind.TEXT) {
            begin(new Part.Text(""));
            sink.accept(new ChatEvent.Cited(0, part, citation));
        }
    }

    private void thought(String text) {
        if (kind == Kind.THOUGHT && !text.isEmpty()) {
            begin(new Part.Reasoning(""));
            sink.accept(new ChatEvent.Piece(0, part, text));
        }
    }

    private void signed(String signature) {
        if (kind == Kind.THOUGHT && !signature.isEmpty()) {
            begin(new Part.Reasoning(""));
            sink.accept(new ChatEvent.Signed(0, part, signature));
        }
    }

    private void input(String json) {
        if (kind == Kind.CALL && !json.isEmpty()) {
            hasArguments = true;
            sink.accept(new ChatEvent.Piece(0, part, json));
        } else if (kind == Kind.WHOLE) {
            pieces.append(json);
        }
    }

    private void begin(Part opening) {
        if (part < 0) {
            open(opening);
        }
    }

    private void open(Part opening) {
        part = numbers.getAsInt();
        sink.accept(new ChatEvent.PartStarted(0, part, opening));
    }
}
