package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one block of a stream. What the canonical form cannot take in pieces (a tool that the provider runs, a result, an image)
 * is put together and told at its end.
 */
final class BlockReader {
    private final Consumer<ChatEvent> sink;
    private final IntSupplier numbers;
    private Kind kind = Kind.NONE;
    private int part;
    private boolean hasArguments;
    private ObjectNode whole = Trees.object();
    private final StringBuilder pieces = new StringBuilder();

    private enum Kind {
        NONE,
        TEXT,
        CALL,
        THOUGHT,
        SEALED,
        WHOLE
    }

    BlockReader(Consumer<ChatEvent> sink, IntSupplier numbers) {
        this.sink = sink;
        this.numbers = numbers;
    }

    void start(Members start) {
        Optional<Members> use = start.object("toolUse");
        if (use.isPresent() && !ContentReader.isServed(use.get())) {
            open(
                    Kind.CALL,
                    new Part.ToolCall(use.get().needText("toolUseId"), use.get().needText("name"), ""));
        } else if (start.has("toolUse") || start.has("toolResult") || start.has("image")) {
            whole = start.all().deepCopy();
            kind = Kind.WHOLE;
        }
    }

    void delta(Members delta) {
        delta.text("text").ifPresent(this::text);
        delta.object("toolUse").flatMap(use -> use.text("input")).ifPresent(this::input);
        delta.object("reasoningContent").ifPresent(this::thought);
        delta.node("citation").ifPresent(citation -> {
            become(Kind.TEXT, new Part.Text(""));
            sink.accept(new ChatEvent.Cited(0, part, ContentReader.citation(citation)));
        });
        for (JsonNode result : delta.list("toolResult")) {
            if (whole.get("toolResult") instanceof ObjectNode into) {
                list(into).add(result);
            }
        }
        delta.object("image").ifPresent(image -> {
            if (whole.get("image") instanceof ObjectNode into) {
                into.setAll(image.all());
            }
        });
    }

    void stop() {
        if (kind == Kind.WHOLE) {
            if (whole.get("toolUse") instanceof ObjectNode use) {
                use.set("input", parsed(pieces.toString()));
            } else if (whole.get("toolResult") instanceof ObjectNode result) {
                list(result);
            }
            open(Kind.WHOLE, ContentReader.part(Members.of(whole)));
        }
        close();
    }

    private static JsonNode parsed(String input) {
        try {
            JsonNode tree = Trees.read(input);
            return tree.isMissingNode() ? Trees.object() : tree;
        } catch (JacksonException _) {
            return Trees.object().put("input", input);
        }
    }

    private static ArrayNode list(ObjectNode result) {
        return result.get("content") instanceof ArrayNode list ? list : result.putArray("content");
    }

    private void text(String text) {
        if (text.isEmpty()) {
            // some models begin so, and then do not speak
            return;
        }
        become(Kind.TEXT, new Part.Text(""));
        sink.accept(new ChatEvent.Piece(0, part, text));
    }

    private void input(String input) {
        if (kind == Kind.WHOLE) {
            pieces.append(input);
        } else if (kind == Kind.CALL && !input.isEmpty()) {
            hasArguments = true;
            sink.accept(new ChatEvent.Piece(0, part, input));
        }
    }

    private void thought(Members thought) {
        thought.text("redactedContent").ifPresent(bytes -> {
            become(Kind.SEALED, new Part.Reasoning(""));
            String joined = joined(pieces.toString(), bytes);
            pieces.setLength(0);
            pieces.append(joined);
        });
        thought.text("text").ifPresent(text -> {
            become(Kind.THOUGHT, new Part.Reasoning(""));
            sink.accept(new ChatEvent.Piece(0, part, text));
        });
        thought.text("signature").ifPresent(signature -> {
            become(Kind.THOUGHT, new Part.Reasoning(""));
            sink.accept(new ChatEvent.Signed(0, part, signature));
        });
    }

    /** The bytes of both, in base64: padding may be at the end only. */
    private static String joined(String first, String second) {
        if (!first.endsWith("=") || !ContentWriter.isBase64(first) || !ContentWriter.isBase64(second)) {
            return first + second;
        }
        byte[] begun = Base64.getDecoder().decode(first);
        byte[] more = Base64.getDecoder().decode(second);
        byte[] all = Arrays.copyOf(begun, begun.length + more.length);
        System.arraycopy(more, 0, all, begun.length, more.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /** A block of one kind goes on; one of another begins a part. */
    private void become(Kind wanted, Part opening) {
        if (kind != wanted) {
            close();
            open(wanted, opening);
        }
    }

    private void open(Kind opened, Part opening) {
        kind = opened;
        part = numbers.getAsInt();
        hasArguments = false;
        sink.accept(new ChatEvent.PartStarted(0, part, opening));
    }

    private void close() {
        if (kind == Kind.NONE) {
            return;
        }
        if (kind == Kind.CALL && !hasArguments) {
            // a call without arguments has no pieces here, elsewhere it has an empty object
            sink.accept(new ChatEvent.Piece(0, part, "{}"));
        }
        Optional<Part> repeated = kind == Kind.SEALED
                ? Optional.of(new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of(pieces.toString())))
                : Optional.empty();
        sink.accept(new ChatEvent.PartEnded(0, part, repeated));
        pieces.setLength(0);
        kind = Kind.NONE;
    }
}
