package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.CallIds;
import io.piuptime.dialects.anthropic.terms.Sources;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.CallInput;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.CacheHint;
import io.piuptime.model.chat.Part.Media.Kind;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes parts as blocks: for Anthropic, which checks them, or for a caller to read. */
final class ContentWriter {
    private final boolean own;
    private final boolean reply;
    private final Drops drops;

    /**
     * A writer for one body.
     *
     * @param own whether the parts were read from this dialect
     * @param reply whether a caller reads them
     */
    ContentWriter(boolean own, boolean reply, Drops drops) {
        this.own = own;
        this.reply = reply;
        this.drops = drops;
    }

    ArrayNode blocks(List<Part> parts) {
        ArrayNode blocks = Trees.array();
        parts.forEach(part -> add(part, blocks));
        return blocks;
    }

    /** Instructions may be text only. */
    void addInstructions(List<Part> parts, ArrayNode to) {
        for (Part part : parts) {
            if (part instanceof Part.Text || part instanceof Part.Native) {
                add(part, to);
            } else {
                drops.add(Feature.INSTRUCTED_MEDIA);
            }
        }
    }

    private void add(Part part, ArrayNode to) {
        switch (part) {
            case Part.Text text -> addText(text, to);
            case Part.Media media -> addMedia(media, to);
            case Part.ToolCall call -> addCall(call, to);
            case Part.ToolResult result -> addResult(result, to);
            case Part.Reasoning thought -> addThought(thought, to);
            case Part.Refusal refusal -> {
                drops.add(Feature.REFUSAL);
                addText(new Part.Text(refusal.text()), to);
            }
            case Part.Native special when special.dialect().equals(Words.NAME) -> to.add(Trees.node(special.json()));
            case Part.Native _ -> drops.add(Feature.NATIVE_PART);
        }
    }

    private void addText(Part.Text text, ArrayNode to) {
        boolean said = (own || reply) ? !text.text().isEmpty() : !text.text().isBlank();
        if (!said) {
            // a text without words is refused
            if (!text.text().isEmpty()) {
                drops.add(Feature.BLANK_TEXT);
            }
            return;
        }
        ObjectNode block = to.addObject().put("type", "text").put("text", text.text());
        ArrayNode citations = Trees.array();
        text.citations()
                .forEach(citation ->
                        citation(citation, reply).ifPresentOrElse(citations::add, () -> drops.add(Feature.CITATIONS)));
        if (!citations.isEmpty()) {
            block.set("citations", citations);
        }
        addCache(text.cache(), block);
    }

    /** A citation as Anthropic writes it; one that it did not make, it would refuse. */
    static Optional<JsonNode> citation(Part.Citation citation, boolean reply) {
        if (citation.dialect().equals(Words.NAME)) {
            return Optional.of(Trees.node(citation.json()));
        }
        if (!reply || citation.url().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Trees.object()
                .put("type", "web_search_result_location")
                .put("url", citation.url())
                .put("title", citation.title())
                .put("encrypted_index", "")
                .put("cited_text", ""));
    }

    private void addMedia(Part.Media media, ArrayNode to) {
        boolean known = media.kind() == Kind.IMAGE || media.kind() == Kind.FILE;
        Optional<ObjectNode> source = known ? Sources.write(media.kind(), media.source(), own) : Optional.empty();
        if (source.isEmpty()) {
            drops.add(Feature.of(media));
            return;
        }
        if (media.detail().isPresent()) {
            drops.add(Feature.IMAGE_DETAIL);
        }
        ObjectNode block = to.addObject().put("type", media.kind() == Kind.FILE ? "document" : "image");
        block.set("source", source.get());
        if (media.kind() == Kind.FILE) {
            media.title().ifPresent(title -> block.put("title", title));
        }
        addCache(media.cache(), block);
    }

    private void addCall(Part.ToolCall call, ArrayNode to) {
        if (call.signature().isPresent()) {
            drops.add(Feature.CALL_PROOF);
        }
        ObjectNode block = to.addObject().put("type", "tool_use");
        block.put("id", callId(call.id())).put("name", call.name());
        block.set("input", CallInput.of(call, own, drops));
        addCache(call.cache(), block);
    }

    private String callId(String id) {
        return own || reply ? id : CallIds.taken(id);
    }

    private void addResult(Part.ToolResult result, ArrayNode to) {
        ObjectNode block = to.addObject().put("type", "tool_result").put("tool_use_id", callId(result.callId()));
        ArrayNode content = blocks(result.content());
        if (!content.isEmpty()) {
            block.set("content", content);
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
        addCache(result.cache(), block);
    }

    /** A thought in the open and its sealed form are blocks of their own. One that nothing proves is refused. */
    private void addThought(Part.Reasoning thought, ArrayNode to) {
        String text = thought.text().isEmpty() ? String.join("\n\n", thought.summary()) : thought.text();
        boolean open = reply && (thought.sealed().isEmpty() || !text.isEmpty());
        if (open || thought.signature().isPresent()) {
            to.addObject()
                    .put("type", "thinking")
                    .put("thinking", text)
                    .put("signature", thought.signature().orElse(""));
        } else if (thought.sealed().isEmpty() || !text.isEmpty()) {
            drops.add(Feature.THOUGHT);
        }
        thought.sealed()
                .ifPresent(
                        data -> to.addObject().put("type", "redacted_thinking").put("data", data));
    }

    private void addCache(Optional<CacheHint> cache, ObjectNode block) {
        addCache(cache, own, block, drops);
    }

    /** Anthropic keeps for five minutes or for an hour. */
    static void addCache(Optional<CacheHint> cache, boolean own, ObjectNode to, Drops drops) {
        cache.ifPresent(hint -> {
            ObjectNode control = to.putObject("cache_control").put("type", "ephemeral");
            hint.ttl().ifPresent(ttl -> {
                if (own || ttl.equals("5m") || ttl.equals("1h")) {
                    control.put("ttl", ttl);
                } else {
                    drops.add(Feature.CACHE_TTL);
                }
            });
        });
    }
}
