package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Sources;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.CacheHint;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Source;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads content: a text or a list of blocks. A block that says more than the canonical form names is kept whole. */
final class ContentReader {
    private ContentReader() {}

    /** The parts of a member that is a text or a list of blocks; none of an empty text. */
    static List<Part> parts(Members of, String name) {
        Optional<JsonNode> content = of.node(name);
        if (content.isPresent() && content.get().isString()) {
            String text = content.get().stringValue();
            return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
        }
        return of.objects(name).stream().map(ContentReader::part).toList();
    }

    static Part part(Members block) {
        String kind = block.needText("type");
        Optional<CacheHint> cache = block.object("cache_control").map(hint -> new CacheHint(hint.text("ttl")));
        Optional<Part> part = known(kind, block, cache);
        boolean whole = part.isPresent() && saysNoMore(block);
        return whole ? part.get() : new Part.Native(Words.NAME, kind, Trees.json(block.all()));
    }

    private static boolean saysNoMore(Members block) {
        return block.rest().values().stream().allMatch(value -> value.text().equals("null"));
    }

    private static Optional<Part> known(String kind, Members block, Optional<CacheHint> cache) {
        return switch (kind) {
            case "text" ->
                Optional.of(new Part.Text(
                        block.needText("text"),
                        block.list("citations").stream()
                                .map(ContentReader::citation)
                                .toList(),
                        cache));
            case "image" -> media(Kind.IMAGE, block, cache);
            case "document" -> media(Kind.FILE, block, cache);
            case "tool_use" -> toolUse(block, cache);
            case "tool_result" ->
                Optional.of(new Part.ToolResult(
                        block.needText("tool_use_id"),
                        Optional.empty(),
                        parts(block, "content"),
                        block.flag("is_error").orElse(false),
                        cache));
            case "thinking" ->
                Optional.of(new Part.Reasoning(
                        "",
                        block.text("thinking").orElse(""),
                        List.of(),
                        block.text("signature").filter(signature -> !signature.isEmpty()),
                        Optional.empty()));
            case "redacted_thinking" ->
                Optional.of(
                        new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of(block.needText("data"))));
            default -> Optional.empty();
        };
    }

    private static Optional<Part> media(Kind kind, Members block, Optional<CacheHint> cache) {
        if (block.object("citations").map(ContentReader::isWanted).orElse(false)) {
            return Optional.empty();
        }
        Members found = block.object("source").orElseThrow(() -> Members.missing(block.path("source")));
        Optional<String> title = kind == Kind.FILE ? block.text("title") : Optional.empty();
        Optional<Source> source = Sources.read(found);
        return source.map(read -> new Part.Media(kind, read, Optional.empty(), title, cache));
    }

    private static boolean isWanted(Members citations) {
        return citations.flag("enabled").orElse(false);
    }

    /** A call; unless a tool of the provider's made it, which only Anthropic understands. */
    private static Optional<Part> toolUse(Members block, Optional<CacheHint> cache) {
        if (!block.object("caller")
                .map(caller -> caller.text("type").orElse("direct").equals("direct"))
                .orElse(true)) {
            return Optional.empty();
        }
        String arguments =
                block.node("input").map(input -> Trees.json(input).text()).orElse("{}");
        return Optional.of(new Part.ToolCall(
                block.needText("id"), block.needText("name"), arguments, false, Optional.empty(), cache));
    }

    static Part.Citation citation(JsonNode citation) {
        return new Part.Citation(
                Words.NAME,
                citation.path("url").asString(""),
                citation.path("title").asString(""),
                Trees.json(citation));
    }
}
