package io.piuptime.dialects.embed.openai;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.embed.terms.Media;
import io.piuptime.dialects.embed.terms.Vectors;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.model.chat.Part;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads a request for {@code /v1/embeddings}. */
final class OpenAiEmbedReader {
    private final Members body;

    OpenAiEmbedReader(Members body) {
        this.body = body;
    }

    EmbedRequest read(Place place) {
        String model = place.model().isEmpty() ? body.needText("model") : place.model();
        body.node("model");
        List<EmbedInput> inputs = inputs(body.node("input").orElseThrow(() -> Members.missing("input")));
        OptionalLong dimensions = body.whole("dimensions");
        if (dimensions.isEmpty()) {
            dimensions = body.whole("output_dimension");
        }
        EmbedRequest.Form form = new EmbedRequest.Form(dimensions, encodings());
        EmbedRequest.Use use = new EmbedRequest.Use(purpose(), truncation(), body.text("user"));
        return new EmbedRequest(model, inputs, form, use, body.rest(), OpenAiEmbedCodec.FORM);
    }

    private static List<EmbedInput> inputs(JsonNode input) {
        if (input.isString()) {
            return List.of(new EmbedInput.Text(input.stringValue()));
        }
        if (!input.isArray()) {
            throw Members.wrong("input", input, "string, list of strings, or list of token ids");
        }
        if (input.size() > 0 && input.path(0).isIntegralNumber()) {
            return List.of(tokens(input, "input"));
        }
        List<EmbedInput> all = new ArrayList<>();
        for (JsonNode item : input) {
            String path = "input[" + all.size() + "]";
            if (item.isString()) {
                all.add(new EmbedInput.Text(item.stringValue()));
            } else if (item.isArray()) {
                all.add(tokens(item, path));
            } else {
                all.add(object(Members.of(item, path)));
            }
        }
        return all;
    }

    private static EmbedInput tokens(JsonNode list, String path) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : list) {
            if (!id.isIntegralNumber() || !id.canConvertToInt()) {
                throw Members.wrong(path + "[" + ids.size() + "]", id, "token id");
            }
            ids.add(id.intValue());
        }
        return new EmbedInput.Tokens(ids);
    }

    /** Jina's inputs are objects with a text or an image. */
    private static EmbedInput object(Members item) {
        Optional<String> text = item.text("text");
        Optional<Part> image = item.text("image").map(Media::image);
        if (image.isPresent()) {
            List<Part> parts = new ArrayList<>();
            text.ifPresent(words -> parts.add(new Part.Text(words)));
            parts.add(image.get());
            return new EmbedInput.Parts(parts);
        }
        return new EmbedInput.Text(text.orElseThrow(() -> Members.missing(item.path("text"))));
    }

    /** What is asked for in a word that nobody knows stays among the extras. */
    private List<Encoding> encodings() {
        Optional<VectorType> type = known("output_dtype").flatMap(Vectors::type);
        type.ifPresent(_ -> body.node("output_dtype"));
        List<Encoding> all = new ArrayList<>();
        for (String name : List.of("encoding_format", "embedding_type")) {
            Optional<Encoding> said = known(name).flatMap(word -> encoding(word, type));
            said.ifPresent(encoding -> {
                body.node(name);
                all.add(encoding);
            });
        }
        if (all.isEmpty()) {
            type.ifPresent(numbers -> all.add(new Encoding(numbers, false)));
        }
        return all;
    }

    private static Optional<Encoding> encoding(String word, Optional<VectorType> type) {
        return word.equals("base64")
                ? Optional.of(new Encoding(type.orElse(VectorType.FLOAT), true))
                : Vectors.type(word).map(numbers -> new Encoding(type.orElse(numbers), false));
    }

    private Optional<Purpose> purpose() {
        for (String name : List.of("input_type", "task")) {
            Optional<Purpose> purpose = known(name).flatMap(Words::any);
            if (purpose.isPresent()) {
                body.node(name);
                return purpose;
            }
        }
        return Optional.empty();
    }

    private Optional<Truncation> truncation() {
        for (String name : List.of("truncation", "truncate")) {
            JsonNode value = body.all().path(name);
            if (value.isBoolean()) {
                body.node(name);
                return Optional.of(value.booleanValue() ? Truncation.END : Truncation.NONE);
            }
            Optional<Truncation> said = known(name).flatMap(Words::truncation);
            if (said.isPresent()) {
                body.node(name);
                return said;
            }
        }
        return Optional.empty();
    }

    /** The text of a member that is read only if its word is known. */
    private Optional<String> known(String name) {
        JsonNode value = body.all().path(name);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
