package io.piuptime.dialects.responses.item;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pieces of a message's content, both ways. */
public final class ContentForms {
    /** Begins the kind of a native part that lies within a message; other native parts are items. */
    public static final String WITHIN = "content.";

    private static final String BREAKPOINT = "prompt_cache_breakpoint";
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";

    private ContentForms() {}

    /** Reads a content: text, or a list of pieces. Nothing at all is no pieces. */
    public static List<Part> read(Members owner, String name) {
        Optional<JsonNode> content = owner.node(name);
        if (content.isPresent() && content.get().isString()) {
            return List.of(new Part.Text(content.get().stringValue()));
        }
        List<Part> parts = new ArrayList<>();
        for (Members piece : owner.objects(name)) {
            parts.add(read(piece));
        }
        return parts;
    }

    public static Part read(Members piece) {
        String type = piece.needText("type");
        return switch (type) {
            case "input_text", "output_text", "text" ->
                new Part.Text(piece.needText("text"), citations(piece), cache(piece));
            case "refusal" -> new Part.Refusal(piece.needText("refusal"));
            case "input_image" -> image(piece);
            case "input_file" -> file(piece);
            case "input_audio" -> audio(piece);
            default -> whole(piece, type);
        };
    }

    public static Part.Citation citation(JsonNode annotation) {
        return new Part.Citation(
                ItemForms.DIALECT,
                Errors.text(annotation, "url"),
                Errors.text(annotation, "title"),
                Trees.json(annotation));
    }

    /** An annotation, if this dialect has words for it. */
    public static Optional<JsonNode> annotation(Part.Citation citation) {
        if (citation.dialect().equals(ItemForms.DIALECT)) {
            return Optional.of(Trees.node(citation.json()));
        }
        if (citation.url().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode annotation = Trees.object();
        annotation.put("type", "url_citation");
        annotation.put("start_index", 0);
        annotation.put("end_index", 0);
        annotation.put("url", citation.url());
        annotation.put("title", citation.title());
        return Optional.of(annotation);
    }

    public static ObjectNode outputText(String text, ArrayNode annotations, ArrayNode logprobs) {
        ObjectNode piece = Trees.object();
        piece.put("type", "output_text");
        piece.put("text", text);
        piece.set("annotations", annotations);
        piece.set("logprobs", logprobs);
        return piece;
    }

    public static ObjectNode refusal(String text) {
        ObjectNode piece = Trees.object();
        piece.put("type", "refusal");
        piece.put("refusal", text);
        return piece;
    }

    /** Marks a piece as the end of what is to be cached, where the question is one of this dialect. */
    public static void mark(ObjectNode piece, Optional<Part.CacheHint> cache, boolean own, Drops drops) {
        if (cache.isEmpty()) {
            return;
        }
        if (own) {
            piece.putObject(BREAKPOINT).put("mode", "explicit");
        } else {
            drops.add(Feature.CACHE);
        }
    }

    /** Writes a medium of a question. */
    public static Optional<ObjectNode> media(Part.Media media, boolean own, Drops drops) {
        ObjectNode piece = Trees.object();
        boolean said = switch (media.kind()) {
            case IMAGE -> writeImage(piece, media.source());
            case FILE -> writeFile(piece, media.source());
            // OpenAI's own models take none here
            case AUDIO -> own && writeAudio(piece, media.source());
            case VIDEO -> false;
        };
        if (!said) {
            drops.add(Feature.of(media));
            return Optional.empty();
        }
        describe(piece, media, drops);
        if (!own && media.kind() == Part.Media.Kind.IMAGE && media.detail().isEmpty()) {
            piece.put("detail", "auto");
        }
        return Optional.of(piece);
    }

    private static void describe(ObjectNode piece, Part.Media media, Drops drops) {
        if (media.kind() == Part.Media.Kind.AUDIO) {
            media.detail().ifPresent(_ -> drops.add(Feature.IMAGE_DETAIL));
        } else {
            media.detail().ifPresent(detail -> piece.put("detail", detail));
        }
        if (media.kind() == Part.Media.Kind.FILE) {
            media.title().ifPresent(title -> piece.put("filename", title));
        } else {
            media.title().ifPresent(_ -> drops.add(Feature.FILE_NAME));
        }
    }

    private static boolean writeImage(ObjectNode piece, Source source) {
        piece.put("type", "input_image");
        switch (source) {
            case Source.Inline inline ->
                piece.put(
                        "image_url", dataUrl(inline.mediaType().isEmpty() ? "image/png" : inline.mediaType(), inline));
            case Source.Link link -> piece.put("image_url", link.url());
            case Source.Held held -> piece.put("file_id", held.fileId());
            case Source.Plain _ -> {
                return false;
            }
        }
        return true;
    }

    private static boolean writeFile(ObjectNode piece, Source source) {
        piece.put("type", "input_file");
        switch (source) {
            case Source.Inline inline ->
                piece.put(
                        "file_data",
                        inline.mediaType().isEmpty() ? inline.data() : dataUrl(inline.mediaType(), inline));
            case Source.Link link -> piece.put("file_url", link.url());
            case Source.Held held -> piece.put("file_id", held.fileId());
            case Source.Plain plain ->
                piece.put(
                        "file_data",
                        DATA + "text/plain" + BASE64
                                + Base64.getEncoder()
                                        .encodeToString(plain.text().getBytes(StandardCharsets.UTF_8)));
        }
        return true;
    }

    private static boolean writeAudio(ObjectNode piece, Source source) {
        if (!(source instanceof Source.Inline inline)) {
            return false;
        }
        piece.put("type", "input_audio");
        String type = inline.mediaType();
        String format = type.endsWith("mpeg") ? "mp3" : type.substring(type.indexOf('/') + 1);
        piece.putObject("input_audio").put("data", inline.data()).put("format", format);
        return true;
    }

    private static String dataUrl(String mediaType, Source.Inline inline) {
        return DATA + mediaType + BASE64 + inline.data();
    }

    private static Part image(Members piece) {
        Optional<String> url = piece.text("image_url");
        Optional<Source> source =
                url.map(ContentForms::addressed).or(() -> piece.text("file_id").map(Source.Held::new));
        return source.<Part>map(from -> new Part.Media(
                        Part.Media.Kind.IMAGE, from, piece.text("detail"), Optional.empty(), cache(piece)))
                .orElseGet(() -> whole(piece, "input_image"));
    }

    private static Part file(Members piece) {
        Optional<Source> source = piece.text("file_data")
                .<Source>map(data -> data.startsWith(DATA) ? addressed(data) : new Source.Inline("", data))
                .or(() -> piece.text("file_url").map(url -> new Source.Link(url, "")))
                .or(() -> piece.text("file_id").map(Source.Held::new));
        return source.<Part>map(from -> new Part.Media(
                        Part.Media.Kind.FILE, from, piece.text("detail"), piece.text("filename"), cache(piece)))
                .orElseGet(() -> whole(piece, "input_file"));
    }

    private static Part audio(Members piece) {
        Optional<Members> audio = piece.object("input_audio");
        if (audio.isEmpty()) {
            return whole(piece, "input_audio");
        }
        String type = "audio/" + audio.get().text("format").orElse("wav");
        return new Part.Media(
                Part.Media.Kind.AUDIO, new Source.Inline(type, audio.get().needText("data")));
    }

    private static Source addressed(String url) {
        int data = url.indexOf(BASE64);
        return url.startsWith(DATA) && data > 0
                ? new Source.Inline(url.substring(DATA.length(), data), url.substring(data + BASE64.length()))
                : new Source.Link(url, "");
    }

    private static Part whole(Members piece, String type) {
        return new Part.Native(ItemForms.DIALECT, WITHIN + type, Trees.json(piece.all()));
    }

    private static List<Part.Citation> citations(Members piece) {
        return piece.list("annotations").stream().map(ContentForms::citation).toList();
    }

    private static Optional<Part.CacheHint> cache(Members piece) {
        return piece.node(BREAKPOINT).map(_ -> new Part.CacheHint(Optional.empty()));
    }
}
