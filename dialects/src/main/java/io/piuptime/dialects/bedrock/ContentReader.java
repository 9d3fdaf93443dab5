package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.CacheHint;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the blocks of a message. A block that says more than the canonical form names is kept whole; a cache point belongs to
 * the part before it.
 */
final class ContentReader {
    private ContentReader() {}

    static List<Part> parts(List<Members> blocks) {
        List<Part> parts = new ArrayList<>();
        for (Members block : blocks) {
            Optional<Part> cached = parts.isEmpty()
                    ? Optional.empty()
                    : cacheHint(block).flatMap(hint -> withCache(parts.getLast(), hint));
            if (cached.isPresent()) {
                parts.set(parts.size() - 1, cached.get());
            } else {
                parts.add(part(block));
            }
        }
        return parts;
    }

    /** The hint, if the block is a cache point. */
    static Optional<CacheHint> cacheHint(Members block) {
        return block.has("cachePoint")
                ? block.object("cachePoint").map(point -> new CacheHint(point.text("ttl")))
                : Optional.empty();
    }

    private static Optional<Part> withCache(Part part, CacheHint hint) {
        Optional<CacheHint> cache = Optional.of(hint);
        return switch (part) {
            case Part.Text text
            when text.cache().isEmpty() -> Optional.of(new Part.Text(text.text(), text.citations(), cache));
            case Part.Media media
            when media.cache().isEmpty() ->
                Optional.of(new Part.Media(media.kind(), media.source(), media.detail(), media.title(), cache));
            case Part.ToolCall call
            when call.cache().isEmpty() ->
                Optional.of(new Part.ToolCall(
                        call.id(), call.name(), call.arguments(), call.custom(), call.signature(), cache));
            case Part.ToolResult result
            when result.cache().isEmpty() ->
                Optional.of(
                        new Part.ToolResult(result.callId(), result.name(), result.content(), result.failed(), cache));
            default -> Optional.empty();
        };
    }

    static Part part(Members block) {
        List<String> kinds = block.all()
                .propertyStream()
                .filter(member -> !member.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
        String kind = kinds.isEmpty() ? "" : kinds.getFirst();
        Optional<Part> part = kinds.size() == 1 ? known(kind, block) : Optional.empty();
        return part.orElseGet(() -> new Part.Native(BedrockCodec.NAME, kind, Trees.json(block.all())));
    }

    private static Optional<Part> known(String kind, Members block) {
        return switch (kind) {
            case "text" -> block.text("text").map(Part.Text::new);
            case "json" -> block.json("json").map(json -> new Part.Text(json.text()));
            case "image" -> media(Kind.IMAGE, need(block, kind));
            case "video" -> media(Kind.VIDEO, need(block, kind));
            case "audio" -> media(Kind.AUDIO, need(block, kind));
            case "document" -> media(Kind.FILE, need(block, kind));
            case "toolUse" -> toolUse(need(block, kind));
            case "toolResult" -> toolResult(need(block, kind));
            case "reasoningContent" -> reasoning(need(block, kind));
            case "citationsContent" -> cited(need(block, kind));
            default -> Optional.empty();
        };
    }

    private static Members need(Members members, String name) {
        return members.object(name).orElseThrow(() -> Members.missing(members.path(name)));
    }

    private static Optional<Part> media(Kind kind, Members media) {
        String format = media.text("format").orElse("");
        Optional<String> title = kind == Kind.FILE ? media.text("name") : Optional.empty();
        Optional<Source> source = source(need(media, "source"), Formats.mediaType(kind, format));
        boolean plain = source.isPresent() && source.get() instanceof Source.Plain;
        if (source.isEmpty() || !media.rest().isEmpty() || (plain && !format.isEmpty() && !format.equals("txt"))) {
            return Optional.empty();
        }
        return Optional.of(new Part.Media(kind, source.get(), Optional.empty(), title, Optional.empty()));
    }

    private static Optional<Source> source(Members source, String mediaType) {
        Optional<String> bytes = source.text("bytes");
        if (bytes.isPresent()) {
            return Optional.of(new Source.Inline(mediaType, bytes.get()));
        }
        Optional<String> text = source.text("text");
        if (text.isPresent()) {
            return Optional.of(new Source.Plain(text.get()));
        }
        return source.object("s3Location").flatMap(place -> {
            String uri = place.needText("uri");
            return place.rest().isEmpty() ? Optional.of(new Source.Link(uri, mediaType)) : Optional.empty();
        });
    }

    private static Optional<Part> toolUse(Members use) {
        if (isServed(use)) {
            return Optional.empty();
        }
        String arguments =
                use.node("input").map(input -> Trees.json(input).text()).orElse("{}");
        return Optional.of(new Part.ToolCall(use.needText("toolUseId"), use.needText("name"), arguments));
    }

    /** Whether the provider runs the tool; some models say of any call that it is one. */
    static boolean isServed(Members use) {
        return use.text("type").filter(type -> !type.equals("tool_use")).isPresent();
    }

    private static Optional<Part> toolResult(Members result) {
        if (result.node("type").isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Part.ToolResult(
                result.needText("toolUseId"),
                Optional.empty(),
                parts(result.objects("content")),
                result.text("status").orElse("success").equals("error"),
                Optional.empty()));
    }

    private static Optional<Part> reasoning(Members content) {
        Optional<String> sealed = content.text("redactedContent");
        if (sealed.isPresent()) {
            return Optional.of(new Part.Reasoning("", "", List.of(), Optional.empty(), sealed));
        }
        return content.object("reasoningText")
                .map(thought -> new Part.Reasoning(
                        "", thought.text("text").orElse(""), List.of(), thought.text("signature"), Optional.empty()));
    }

    private static Optional<Part> cited(Members content) {
        StringBuilder text = new StringBuilder();
        for (Members piece : content.objects("content")) {
            text.append(piece.text("text").orElse(""));
        }
        List<Part.Citation> citations =
                content.list("citations").stream().map(ContentReader::citation).toList();
        return Optional.of(new Part.Text(text.toString(), citations, Optional.empty()));
    }

    static Part.Citation citation(JsonNode citation) {
        String url = citation.path("location").path("web").path("url").asString("");
        return new Part.Citation(BedrockCodec.NAME, url, citation.path("title").asString(""), Trees.json(citation));
    }
}
