package io.piuptime.dialects.embed.google;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Media;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.VectorType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes requests for Gemini's vectors. */
final class GeminiEmbedWriter {
    private final EmbedRequest request;
    private final boolean own;
    private final Drops drops;

    GeminiEmbedWriter(EmbedRequest request, boolean own, Drops drops) {
        this.request = request;
        this.own = own;
        this.drops = drops;
    }

    ObjectNode single() {
        if (request.inputs().size() != 1) {
            throw Media.refused(1, request.inputs().getLast(), "one input");
        }
        drop(request, drops);
        ObjectNode body = Trees.object();
        write(0, body);
        return body;
    }

    ObjectNode batch() {
        drop(request, drops);
        ObjectNode body = Trees.object();
        ArrayNode requests = body.putArray(GeminiEmbedReader.REQUESTS);
        for (int i = 0; i < request.inputs().size(); i++) {
            ObjectNode one = requests.addObject().put("model", "models/" + request.model());
            write(i, one);
        }
        return body;
    }

    /** Notes what Google has no word for. */
    static void drop(EmbedRequest request, Drops drops) {
        if (request.form().encodings().stream().anyMatch(encoding -> encoding.type() != VectorType.FLOAT)) {
            drops.add(Feature.ENCODING);
        }
        if (request.use().user().isPresent()) {
            drops.add(Feature.USER);
        }
    }

    private void write(int index, ObjectNode body) {
        EmbedInput input = request.inputs().get(index);
        ArrayNode parts = body.putObject("content").putArray("parts");
        switch (input) {
            case EmbedInput.Text text -> {
                parts.addObject().put("text", text.text());
                text.title().ifPresent(title -> body.put("title", title));
            }
            case EmbedInput.Tokens _ -> throw Media.refused(index, input, "text or media");
            case EmbedInput.Parts several -> several.parts().forEach(part -> part(index, several, part, parts));
        }
        request.use()
                .purpose()
                .flatMap(purpose -> Words.GEMINI.write(purpose, drops))
                .ifPresent(word -> body.put(GeminiEmbedReader.PURPOSE, word));
        request.form().dimensions().ifPresent(count -> body.put(GeminiEmbedReader.DIMENSIONS, count));
        if (request.use().truncation().isPresent()) {
            drops.add(Feature.TRUNCATE);
        }
        Extras.write(request.extras(), own, body, drops);
    }

    private static void part(int index, EmbedInput.Parts several, Part part, ArrayNode parts) {
        if (part instanceof Part.Text text) {
            parts.addObject().put("text", text.text());
        } else if (part instanceof Part.Media media && media.source() instanceof Source.Inline inline) {
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", Media.type(inline))
                    .put("data", inline.data());
        } else if (part instanceof Part.Media media && media.source() instanceof Source.Link link) {
            ObjectNode file = parts.addObject().putObject("fileData").put("fileUri", link.url());
            if (!link.mediaType().isEmpty()) {
                file.put("mimeType", link.mediaType());
            }
        } else {
            throw Media.refused(index, several, "text, or media with their data or address");
        }
    }
}
