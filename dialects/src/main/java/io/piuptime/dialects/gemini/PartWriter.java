package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of a content. */
final class PartWriter {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("heic", "image/heic"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"));

    private final CallIds ids;
    private final boolean own;
    private final Drops drops;

    /**
     * A writer for one body.
     *
     * @param own whether the parts were read from this dialect, so that what is bound to its provider can be sent
     */
    PartWriter(CallIds ids, boolean own, Drops drops) {
        this.ids = ids;
        this.own = own;
        this.drops = drops;
    }

    void write(Part part, ArrayNode parts) {
        switch (part) {
            case Part.Text text -> text(text, parts);
            case Part.Refusal refusal -> {
                drops.add(Feature.REFUSAL);
                parts.addObject().put("text", refusal.text());
            }
            case Part.Media media -> media(media, parts);
            case Part.ToolCall call -> call(call, parts);
            case Part.ToolResult result -> result(result, parts);
            case Part.Reasoning reasoning -> reasoning(reasoning, parts);
            case Part.Native whole -> {
                if (whole.dialect().equals(Words.NAME)) {
                    parts.add(Trees.node(whole.json()));
                } else {
                    drops.add(Feature.NATIVE_PART);
                }
            }
        }
    }

    /** Arguments as the object that Gemini wants. */
    static JsonNode arguments(Part.ToolCall call, Drops drops) {
        if (call.custom()) {
            return Trees.object().put("input", call.arguments());
        }
        if (call.arguments().isBlank()) {
            return Trees.object();
        }
        Optional<JsonNode> object = object(call.arguments());
        if (object.isEmpty()) {
            drops.add(Feature.CALL_ARGUMENTS);
        }
        return object.orElseGet(() -> Trees.object().put("input", call.arguments()));
    }

    /** A call with its arguments. */
    static ObjectNode call(String id, Part.ToolCall call, JsonNode arguments) {
        ObjectNode part = Trees.object();
        ObjectNode inner = part.putObject("functionCall");
        if (!id.isEmpty()) {
            inner.put("id", id);
        }
        inner.put("name", call.name());
        inner.set("args", arguments);
        call.signature().ifPresent(signature -> part.put("thoughtSignature", signature));
        return part;
    }

    private void text(Part.Text text, ArrayNode parts) {
        parts.addObject().put("text", text.text());
        hint(text.cache());
        if (!text.citations().isEmpty()) {
            drops.add(Feature.CITATIONS);
        }
    }

    private void hint(Optional<Part.CacheHint> cache) {
        if (cache.isPresent()) {
            drops.add(Feature.CACHE);
        }
    }

    private void call(Part.ToolCall call, ArrayNode parts) {
        if (call.custom()) {
            drops.add(Feature.CUSTOM_TOOL);
        }
        hint(call.cache());
        parts.add(call(ids.written(call.id(), call.name()), call, arguments(call, drops)));
    }

    private void reasoning(Part.Reasoning reasoning, ArrayNode parts) {
        if (reasoning.sealed().isPresent() && reasoning.signature().isPresent()) {
            drops.add(Feature.THOUGHT_PROOF);
        }
        String text = reasoning.text().isEmpty() ? String.join("\n\n", reasoning.summary()) : reasoning.text();
        Optional<String> signature = reasoning.signature().or(reasoning::sealed);
        if (text.isEmpty() && signature.isEmpty()) {
            return;
        }
        ObjectNode part = parts.addObject().put("text", text);
        if (!text.isEmpty()) {
            part.put("thought", true);
        }
        signature.ifPresent(value -> part.put("thoughtSignature", value));
    }

    private void result(Part.ToolResult result, ArrayNode parts) {
        hint(result.cache());
        String known = result.name().orElseGet(() -> ids.nameOf(result.callId()));
        String name = known.isEmpty() ? result.callId() : known;
        ObjectNode inner = parts.addObject().putObject("functionResponse");
        String id = ids.writtenResult(result.callId(), name);
        if (!id.isEmpty()) {
            inner.put("id", id);
        }
        inner.put("name", name);
        StringBuilder text = new StringBuilder();
        ArrayNode media = Trees.array();
        boolean said = false;
        for (Part part : result.content()) {
            if (part instanceof Part.Text piece) {
                said = true;
                text.append(piece.text());
            } else {
                write(part, media);
            }
        }
        inner.set("response", said ? response(text.toString(), result.failed()) : Trees.object());
        if (!media.isEmpty()) {
            inner.set("parts", media);
        }
    }

    private static JsonNode response(String text, boolean failed) {
        if (failed) {
            return Trees.object().put("error", text);
        }
        return object(text)
                .filter(object -> !object.isEmpty() && !(object.size() == 1 && object.has("error")))
                .filter(object -> !PartReader.wraps(object))
                .orElseGet(() -> Trees.object().put("output", text));
    }

    private void media(Part.Media media, ArrayNode parts) {
        hint(media.cache());
        if (media.detail().filter(detail -> !detail.equals("auto")).isPresent()) {
            drops.add(Feature.IMAGE_DETAIL);
        }
        ObjectNode data;
        switch (media.source()) {
            case Source.Inline inline -> {
                data = parts.addObject().putObject("inlineData");
                data.put("mimeType", type(inline.mediaType(), media, ""));
                data.put("data", inline.data());
            }
            case Source.Link link -> {
                data = parts.addObject().putObject("fileData");
                data.put("mimeType", type(link.mediaType(), media, link.url()));
                data.put("fileUri", link.url());
            }
            case Source.Plain plain -> {
                data = parts.addObject().putObject("inlineData");
                data.put("mimeType", "text/plain");
                data.put("data", Base64.getEncoder().encodeToString(plain.text().getBytes(StandardCharsets.UTF_8)));
            }
            case Source.Held _ -> {
                drops.add(Feature.of(media));
                return;
            }
        }
        if (data.path("mimeType").asString("").isEmpty()) {
            data.remove("mimeType");
        }
        if (own) {
            media.title().ifPresent(title -> data.put("displayName", title));
        } else if (media.title().isPresent()) {
            drops.add(Feature.FILE_NAME);
        }
    }

    /** The type that was said or, where another dialect need not say it, the one that is most likely. */
    private String type(String said, Part.Media media, String url) {
        if (!said.isEmpty() || own) {
            return said;
        }
        String path = url.split("[?#]", 2)[0];
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(
                ending,
                switch (media.kind()) {
                    case IMAGE -> "image/jpeg";
                    case AUDIO -> "audio/wav";
                    case VIDEO -> "video/mp4";
                    case FILE -> "application/pdf";
                });
    }

    /** The object that a text is, if it is one. */
    static Optional<JsonNode> object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Trees.read(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Writes all of a message's parts. */
    void writeAll(List<Part> all, ArrayNode parts) {
        all.forEach(part -> write(part, parts));
    }
}
