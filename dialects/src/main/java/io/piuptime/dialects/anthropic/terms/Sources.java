package io.piuptime.dialects.anthropic.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The member {@code source} of images and documents. */
public final class Sources {
    private static final String PLAIN = "text/plain";
    private static final String PDF = "application/pdf";
    private static final List<String> IMAGES = List.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** How base64 of a format begins. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "iVBORw", "image/png", "/9j/", "image/jpeg", "R0lGOD", "image/gif", "UklGR", "image/webp", "JVBERi", PDF);

    private Sources() {}

    /** The source, if the canonical form has it. */
    public static Optional<Source> read(Members source) {
        Optional<Source> read = switch (source.needText("type")) {
            case "base64" ->
                Optional.of(new Source.Inline(source.text("media_type").orElse(""), source.needText("data")));
            case "url" -> Optional.of(new Source.Link(source.needText("url"), ""));
            case "file" -> Optional.of(new Source.Held(source.needText("file_id")));
            case "text" ->
                source.text("media_type").orElse(PLAIN).equals(PLAIN)
                        ? Optional.of(new Source.Plain(source.needText("data")))
                        : Optional.empty();
            default -> Optional.empty();
        };
        return source.rest().isEmpty() ? read : Optional.empty();
    }

    /**
     * A source as Anthropic takes it, if it can be said.
     *
     * @param own whether it was read from this dialect, and is written as it was
     */
    public static Optional<ObjectNode> write(Kind kind, Source source, boolean own) {
        return switch (source) {
            case Source.Plain plain -> kind == Kind.FILE ? Optional.of(text(plain.text())) : Optional.empty();
            case Source.Link link
            when own || link.url().startsWith("https://") || link.url().startsWith("http://") ->
                Optional.of(Trees.object().put("type", "url").put("url", link.url()));
            case Source.Held held
            when own -> Optional.of(Trees.object().put("type", "file").put("file_id", held.fileId()));
            case Source.Link _, Source.Held _ -> Optional.empty();
            case Source.Inline inline when own -> Optional.of(base64(inline.mediaType(), inline.data()));
            case Source.Inline inline -> inline(kind, inline);
        };
    }

    private static Optional<ObjectNode> inline(Kind kind, Source.Inline inline) {
        String type = mediaType(inline);
        if (kind == Kind.IMAGE) {
            return IMAGES.contains(type) ? Optional.of(base64(type, inline.data())) : Optional.empty();
        }
        if (type.equals(PDF)) {
            return Optional.of(base64(type, inline.data()));
        }
        boolean readable = type.startsWith("text/") || type.equals("application/json");
        return readable ? decoded(inline.data()).map(Sources::text) : Optional.empty();
    }

    private static String mediaType(Source.Inline inline) {
        String said =
                inline.mediaType().toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (said.equals("image/jpg")) {
            return "image/jpeg";
        }
        if (!said.isEmpty() && !said.equals("application/octet-stream")) {
            return said;
        }
        for (Map.Entry<String, String> known : BEGINNINGS.entrySet()) {
            if (inline.data().startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        return said;
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ObjectNode text(String text) {
        return Trees.object().put("type", "text").put("media_type", PLAIN).put("data", text);
    }

    private static ObjectNode base64(String mediaType, String data) {
        ObjectNode source = Trees.object().put("type", "base64");
        if (!mediaType.isEmpty()) {
            source.put("media_type", mediaType);
        }
        return source.put("data", data);
    }
}
