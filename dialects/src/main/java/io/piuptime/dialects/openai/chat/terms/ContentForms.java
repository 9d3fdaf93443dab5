package io.piuptime.dialects.openai.chat.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pieces of a message's content, both ways. */
public final class ContentForms {
    /** Begins the kind of a native part that is a piece of the content. */
    public static final String WITHIN = "content.";

    public static final String CACHE = "cache_control";
    public static final String BREAKPOINT = "prompt_cache_breakpoint";

    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";

    private ContentForms() {}

    /** Reads a content: text, or a list of pieces. Nothing at all is no pieces, and neither is an empty text. */
    public static List<Part> read(Members owner) {
        Optional<JsonNode> content = owner.node("content");
        if (content.isPresent() && content.get().isString()) {
            String text = content.get().stringValue();
            return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
        }
        List<Part> parts = new ArrayList<>();
        for (Members piece : owner.objects("content")) {
            parts.add(read(piece, piece.needText("type")));
        }
        return parts;
    }

    public static Optional<Part.CacheHint> cache(Members owner) {
        Optional<Part.CacheHint> hint = owner.object(CACHE).map(members -> new Part.CacheHint(members.text("ttl")));
        return hint.isPresent() ? hint : owner.node(BREAKPOINT).map(_ -> new Part.CacheHint(Optional.empty()));
    }

    public static ObjectNode cacheControl(Part.CacheHint hint) {
        ObjectNode control = Trees.object().put("type", "ephemeral");
        hint.ttl().ifPresent(ttl -> control.put("ttl", ttl));
        return control;
    }

    public static ObjectNode text(String text) {
        return Trees.object().put("type", "text").put("text", text);
    }

    /** A medium of a question; empty where there are no words for it. */
    public static Optional<ObjectNode> media(Part.Media media, boolean own) {
        ObjectNode piece = Trees.object();
        boolean said = switch (media.kind()) {
            case IMAGE -> link(piece, "image_url", "image/png", media);
            case VIDEO -> own && link(piece, "video_url", "video/mp4", media);
            case AUDIO -> audio(piece, media.source());
            case FILE -> file(piece, media, own);
        };
        return said ? Optional.of(piece) : Optional.empty();
    }

    private static Part read(Members piece, String type) {
        return switch (type) {
            case "text" -> new Part.Text(piece.needText("text"), List.of(), cache(piece));
            case "refusal" -> new Part.Refusal(piece.needText("refusal"));
            case "image_url" -> link(piece, Kind.IMAGE, type);
            case "video_url" -> link(piece, Kind.VIDEO, type);
            case "input_audio" -> audio(piece);
            case "file" -> file(piece);
            default -> whole(piece, type);
        };
    }

    private static Part link(Members piece, Kind kind, String name) {
        Optional<JsonNode> value = piece.node(name);
        if (value.isPresent() && value.get().isString()) {
            return new Part.Media(
                    kind, addressed(value.get().stringValue()), Optional.empty(), Optional.empty(), cache(piece));
        }
        Members link = piece.object(name).orElseThrow(() -> Members.missing(piece.path(name)));
        return new Part.Media(
                kind, addressed(link.needText("url")), link.text("detail"), Optional.empty(), cache(piece));
    }

    private static Part audio(Members piece) {
        Members audio = piece.object("input_audio").orElseThrow(() -> Members.missing(piece.path("input_audio")));
        Source source = new Source.Inline("audio/" + audio.text("format").orElse("wav"), audio.needText("data"));
        return new Part.Media(Kind.AUDIO, source, Optional.empty(), Optional.empty(), cache(piece));
    }

    private static Part file(Members piece) {
        Members file = piece.object("file").orElseThrow(() -> Members.missing(piece.path("file")));
        Optional<Source> source = file.text("file_data")
                .map(ContentForms::filed)
                .or(() -> file.text("file_id").map(Source.Held::new));
        return source.<Part>map(
                        from -> new Part.Media(Kind.FILE, from, Optional.empty(), file.text("filename"), cache(piece)))
                .orElseGet(() -> whole(piece, "file"));
    }

    private static Source filed(String data) {
        return data.startsWith(DATA) || data.startsWith("https://") || data.startsWith("http://")
                ? addressed(data)
                : new Source.Inline("", data);
    }

    private static Source addressed(String url) {
        int data = url.indexOf(BASE64);
        return url.startsWith(DATA) && data > 0
                ? new Source.Inline(url.substring(DATA.length(), data), url.substring(data + BASE64.length()))
                : new Source.Link(url, "");
    }

    private static Part whole(Members piece, String type) {
        return new Part.Native(Words.NAME, WITHIN + type, Trees.json(piece.all()));
    }

    private static boolean link(ObjectNode piece, String name, String usual, Part.Media media) {
        Optional<String> url = switch (media.source()) {
            case Source.Inline inline -> Optional.of(dataUrl(inline, usual));
            case Source.Link link -> Optional.of(link.url());
            case Source.Held _, Source.Plain _ -> Optional.empty();
        };
        if (url.isEmpty()) {
            return false;
        }
        piece.put("type", name);
        ObjectNode link = piece.putObject(name).put("url", url.get());
        media.detail().ifPresent(detail -> link.put("detail", detail));
        return true;
    }

    private static boolean audio(ObjectNode piece, Source source) {
        if (!(source instanceof Source.Inline inline)) {
            return false;
        }
        String type = inline.mediaType().substring(inline.mediaType().indexOf('/') + 1);
        String format = switch (type) {
            case "", "x-wav", "wave", "vnd.wave" -> "wav";
            case "mpeg" -> "mp3";
            default -> type;
        };
        piece.put("type", "input_audio");
        piece.putObject("input_audio").put("data", inline.data()).put("format", format);
        return true;
    }

    private static boolean file(ObjectNode piece, Part.Media media, boolean own) {
        ObjectNode file = Trees.object();
        switch (media.source()) {
            case Source.Inline inline ->
                file.put(
                        "file_data",
                        inline.mediaType().isEmpty() && own ? inline.data() : dataUrl(inline, "application/pdf"));
            case Source.Held held -> file.put("file_id", held.fileId());
            case Source.Plain plain -> file.put("file_data", dataUrl(plain));
            case Source.Link link -> {
                if (!own) {
                    return false;
                }
                file.put("file_data", link.url());
            }
        }
        if (media.title().isPresent()) {
            file.put("filename", media.title().get());
        } else if (!own && file.has("file_data")) {
            file.put("filename", media.source() instanceof Source.Plain ? "document.txt" : "document.pdf");
        }
        piece.put("type", "file").set("file", file);
        return true;
    }

    private static String dataUrl(Source.Inline inline, String usual) {
        return DATA + (inline.mediaType().isEmpty() ? usual : inline.mediaType()) + BASE64 + inline.data();
    }

    private static String dataUrl(Source.Plain plain) {
        byte[] bytes = plain.text().getBytes(StandardCharsets.UTF_8);
        return DATA + "text/plain" + BASE64 + Base64.getEncoder().encodeToString(bytes);
    }
}
