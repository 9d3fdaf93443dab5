package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the parts of a content. One that says more than the canonical form can is kept whole. */
final class PartReader {
    private static final Set<String> WRAPPERS = Set.of("output", "result", "error");

    private final CallIds ids;

    PartReader(CallIds ids) {
        this.ids = ids;
    }

    List<Part> parts(Members content) {
        List<Part> parts = new ArrayList<>();
        for (Members part : Camel.objects(content, "parts")) {
            read(part, parts);
        }
        return parts;
    }

    /** Reads one part; a signature of anything but a thought or a call is a thought of its own after it. */
    void read(Members part, List<Part> parts) {
        Optional<String> signature = part.text("thoughtSignature");
        boolean thought = part.flag("thought").orElse(false);
        Optional<String> text = part.text("text");
        if (text.isPresent() && thought && part.rest().isEmpty()) {
            parts.add(new Part.Reasoning("", text.get(), List.of(), signature, Optional.empty()));
            return;
        }
        Optional<Part> read = text.isPresent() ? text.map(Part.Text::new) : other(part, signature);
        if (read.isEmpty() || thought || !part.rest().isEmpty()) {
            parts.add(whole(part));
            return;
        }
        boolean onlySigned =
                signature.isPresent() && text.filter(String::isEmpty).isPresent();
        if (!onlySigned) {
            parts.add(read.get());
        }
        if (signature.isPresent() && !(read.get() instanceof Part.ToolCall)) {
            parts.add(new Part.Reasoning("", "", List.of(), signature, Optional.empty()));
        }
    }

    private Optional<Part> other(Members part, Optional<String> signature) {
        if (part.has("functionCall")) {
            return Camel.object(part, "functionCall").flatMap(call -> call(call, signature));
        }
        if (part.has("functionResponse")) {
            return Camel.object(part, "functionResponse").flatMap(this::result);
        }
        return media(part);
    }

    private static Optional<Part> media(Members part) {
        if (part.has("inlineData")) {
            return Camel.object(part, "inlineData").flatMap(data -> {
                String type = data.text("mimeType").orElse("");
                Source source = new Source.Inline(type, data.text("data").orElse(""));
                Optional<String> title = data.text("displayName");
                return complete(data, new Part.Media(kind(type), source, Optional.empty(), title, Optional.empty()));
            });
        }
        return Camel.object(part, "fileData").flatMap(data -> {
            String type = data.text("mimeType").orElse("");
            Source source = new Source.Link(data.needText("fileUri"), type);
            Optional<String> title = data.text("displayName");
            return complete(data, new Part.Media(kind(type), source, Optional.empty(), title, Optional.empty()));
        });
    }

    private static Optional<Part> complete(Members members, Part part) {
        return members.rest().isEmpty() ? Optional.of(part) : Optional.empty();
    }

    private Optional<Part> call(Members call, Optional<String> signature) {
        String id = call.text("id").orElse("");
        String name = call.needText("name");
        String arguments =
                call.object("args").map(args -> Trees.json(args.all()).text()).orElse("{}");
        if (!call.rest().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Part.ToolCall(ids.call(id, name), name, arguments, false, signature, Optional.empty()));
    }

    private Optional<Part> result(Members result) {
        String id = result.text("id").orElse("");
        String name = result.needText("name");
        JsonNode response =
                result.object("response").<JsonNode>map(Members::all).orElseGet(Trees::object);
        List<Part> content = new ArrayList<>();
        boolean failed = response.size() == 1 && response.has("error");
        if (wraps(response)) {
            content.add(new Part.Text(response.values().iterator().next().stringValue()));
        } else if (!response.isEmpty()) {
            JsonNode said = failed ? response.path("error") : response;
            content.add(new Part.Text(Trees.json(said).text()));
        }
        for (Members part : Camel.objects(result, "parts")) {
            content.add(media(part).orElseGet(() -> whole(part)));
        }
        if (!result.rest().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Part.ToolResult(ids.result(id, name), Optional.of(name), content, failed, Optional.empty()));
    }

    /** Whether a response is nothing but a text under one of the usual names. */
    static boolean wraps(JsonNode response) {
        return response.size() == 1
                && response.properties().stream()
                        .allMatch(member -> WRAPPERS.contains(member.getKey())
                                && member.getValue().isString());
    }

    private static Part whole(Members part) {
        String kind = part.all().properties().stream()
                .map(member -> member.getKey())
                .filter(name -> !name.startsWith("thought"))
                .findFirst()
                .orElse("part");
        return new Part.Native(Words.NAME, kind, Trees.json(part.all()));
    }

    private static Kind kind(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return Kind.IMAGE;
        }
        if (type.startsWith("audio/")) {
            return Kind.AUDIO;
        }
        return type.startsWith("video/") ? Kind.VIDEO : Kind.FILE;
    }
}
