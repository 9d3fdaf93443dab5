package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.CallInput;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.PlainText;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.CacheHint;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Source;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of messages as blocks. */
final class ContentWriter {
    private static final int MAX_ID = 64;
    private static final int MAX_NAME = 200;

    private final boolean own;
    private final Drops drops;
    private final Set<String> documents = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    ContentWriter(String dialect, Drops drops) {
        this.own = dialect.equals(BedrockCodec.NAME);
        this.drops = drops;
    }

    ArrayNode blocks(List<Part> parts) {
        ArrayNode blocks = Trees.array();
        parts.forEach(part -> add(part, blocks));
        return blocks;
    }

    private void add(Part part, ArrayNode to) {
        switch (part) {
            case Part.Text text -> addText(text, to);
            case Part.Media media -> addMedia(media, to);
            case Part.ToolCall call -> addCall(call, to);
            case Part.ToolResult result -> addResult(result, to);
            case Part.Reasoning reasoning -> addReasoning(reasoning, to);
            case Part.Refusal refusal -> {
                drops.add(Feature.REFUSAL);
                addText(new Part.Text(refusal.text()), to);
            }
            case Part.Native special -> addNative(special, to);
        }
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

    private void addText(Part.Text text, ArrayNode to) {
        if (!own && text.text().isBlank()) {
            // Bedrock refuses a blank text
            if (!text.text().isEmpty()) {
                drops.add(Feature.BLANK_TEXT);
            }
            return;
        }
        ArrayNode citations = Trees.array();
        text.citations()
                .forEach(citation ->
                        citation(citation).ifPresentOrElse(citations::add, () -> drops.add(Feature.CITATIONS)));
        if (citations.isEmpty()) {
            to.addObject().put("text", text.text());
        } else {
            ObjectNode content = to.addObject().putObject("citationsContent");
            content.putArray("content").addObject().put("text", text.text());
            content.set("citations", citations);
        }
        addCache(text.cache(), to);
    }

    /** A citation as Bedrock writes it, if it can be said. */
    static Optional<JsonNode> citation(Part.Citation citation) {
        if (citation.dialect().equals(BedrockCodec.NAME)) {
            return Optional.of(Trees.node(citation.json()));
        }
        if (citation.url().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode converted = Trees.object();
        if (!citation.title().isEmpty()) {
            converted.put("title", citation.title());
        }
        converted.putObject("location").putObject("web").put("url", citation.url());
        return Optional.of(converted);
    }

    private void addMedia(Part.Media media, ArrayNode to) {
        String name =
                media.kind() == Kind.FILE ? "document" : media.kind().name().toLowerCase(Locale.ROOT);
        Optional<ObjectNode> source = source(media.source());
        Optional<String> format = format(media);
        if (source.isEmpty() || format.isEmpty()) {
            drops.add(Feature.of(media));
            return;
        }
        if (media.detail().isPresent()) {
            drops.add(Feature.IMAGE_DETAIL);
        }
        ObjectNode block = to.addObject().putObject(name);
        if (!format.get().isEmpty()) {
            block.put("format", format.get());
        }
        if (media.kind() == Kind.FILE) {
            documentName(media.title()).ifPresent(title -> block.put("name", title));
        }
        block.set("source", source.get());
        addCache(media.cache(), to);
    }

    private Optional<String> format(Part.Media media) {
        String title = media.title().orElse("");
        return switch (media.source()) {
            case Source.Plain _ -> Optional.of("txt");
            case Source.Held _ -> Optional.empty();
            case Source.Inline inline -> format(media.kind(), inline.mediaType(), title);
            case Source.Link link -> format(media.kind(), link.mediaType(), link.url());
        };
    }

    private Optional<String> format(Kind kind, String mediaType, String name) {
        return own && mediaType.isEmpty() ? Optional.of("") : Formats.format(kind, mediaType, name);
    }

    private static Optional<ObjectNode> source(Source source) {
        ObjectNode written = Trees.object();
        switch (source) {
            case Source.Inline inline -> written.put("bytes", inline.data());
            case Source.Plain plain -> written.put("text", plain.text());
            case Source.Link link
            when link.url().startsWith("s3://") ->
                written.putObject("s3Location").put("uri", link.url());
            case Source.Link _, Source.Held _ -> {
                return Optional.empty();
            }
        }
        return Optional.of(written);
    }

    /** A name that Bedrock takes: few characters are allowed, and none may come twice. */
    private Optional<String> documentName(Optional<String> title) {
        if (own) {
            return title;
        }
        String plain = title.orElse("document")
                .replaceAll("[^A-Za-z0-9\\s\\-()\\[\\]]", "-")
                .replaceAll("\\s+", " ")
                .strip();
        String cut = plain.isEmpty() ? "document" : plain.substring(0, Math.min(plain.length(), MAX_NAME - 10));
        String name = cut;
        while (!documents.add(name)) {
            name = cut + " " + numbers.merge(cut, 2, (before, _) -> before + 1);
        }
        return Optional.of(name);
    }

    private void addCall(Part.ToolCall call, ArrayNode to) {
        if (call.signature().isPresent()) {
            drops.add(Feature.CALL_PROOF);
        }
        ObjectNode use = to.addObject().putObject("toolUse");
        use.put("toolUseId", callId(call.id()));
        use.put("name", call.name());
        use.set("input", CallInput.of(call, own, drops));
        addCache(call.cache(), to);
    }

    /** The id as Bedrock takes it: the same for a call and its result. */
    private String callId(String id) {
        if (own || (id.length() <= MAX_ID && PlainText.is(id, "_.:-"))) {
            return id;
        }
        String hash = Integer.toHexString(id.hashCode());
        String plain = PlainText.of(id, "_.:-");
        return plain.substring(0, Math.min(plain.length(), MAX_ID - hash.length() - 1)) + "_" + hash;
    }

    private void addResult(Part.ToolResult result, ArrayNode to) {
        ObjectNode written = to.addObject().putObject("toolResult");
        written.put("toolUseId", callId(result.callId()));
        ArrayNode content = blocks(result.content());
        Optional<CacheHint> within =
                result.content().stream().flatMap(part -> cache(part).stream()).findFirst();
        for (int i = content.size() - 1; i >= 0; i--) {
            // within a result there are none: it ends where the result does
            if (content.get(i).has("cachePoint")) {
                content.remove(i);
            }
        }
        written.set("content", content);
        if (result.failed()) {
            written.put("status", "error");
        }
        addCache(result.cache().or(() -> within), to);
    }

    /** A thought in a question has to be signed or sealed. */
    private void addReasoning(Part.Reasoning reasoning, ArrayNode to) {
        if (own || reasoning.signature().isPresent()) {
            addThought(reasoning, to);
        } else if (reasoning.sealed().isPresent()) {
            addThought(new Part.Reasoning("", "", List.of(), Optional.empty(), reasoning.sealed()), to);
        } else {
            drops.add(Feature.THOUGHT);
        }
    }

    /** Thoughts for a caller to read. */
    ArrayNode reply(List<Part> parts) {
        ArrayNode blocks = Trees.array();
        for (Part part : parts) {
            if (part instanceof Part.Reasoning thought) {
                addThought(thought, blocks);
            } else {
                add(part, blocks);
            }
        }
        return blocks;
    }

    private void addThought(Part.Reasoning reasoning, ArrayNode to) {
        String text = reasoning.text().isEmpty() ? String.join("\n\n", reasoning.summary()) : reasoning.text();
        boolean whole =
                reasoning.sealed().filter(text64 -> own || isBase64(text64)).isPresent();
        // clients decode what is sealed, and take any text for a signature
        Optional<String> proof =
                whole ? reasoning.signature() : reasoning.signature().or(reasoning::sealed);
        if (!text.isEmpty() || proof.isPresent() || (own && reasoning.sealed().isEmpty())) {
            ObjectNode thought = to.addObject().putObject("reasoningContent").putObject("reasoningText");
            thought.put("text", text);
            proof.ifPresent(signature -> thought.put("signature", signature));
        }
        if (whole) {
            to.addObject()
                    .putObject("reasoningContent")
                    .put("redactedContent", reasoning.sealed().orElse(""));
        } else if (reasoning.sealed().isPresent() && reasoning.signature().isPresent()) {
            drops.add(Feature.THOUGHT_PROOF);
        }
    }

    static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void addNative(Part.Native special, ArrayNode to) {
        if (special.dialect().equals(BedrockCodec.NAME)) {
            to.add(Trees.node(special.json()));
        } else {
            drops.add(Feature.NATIVE_PART);
        }
    }

    private static Optional<CacheHint> cache(Part part) {
        return switch (part) {
            case Part.Text text -> text.cache();
            case Part.Media media -> media.cache();
            default -> Optional.empty();
        };
    }

    static void addCache(Optional<CacheHint> cache, ArrayNode to) {
        cache.ifPresent(hint -> {
            ObjectNode point = to.addObject().putObject("cachePoint").put("type", "default");
            hint.ttl().ifPresent(ttl -> point.put("ttl", ttl));
        });
    }
}
