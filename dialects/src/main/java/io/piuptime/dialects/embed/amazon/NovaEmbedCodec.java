package io.piuptime.dialects.embed.amazon;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Media;
import io.piuptime.dialects.embed.terms.Paths;
import io.piuptime.dialects.embed.terms.Vectors;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Amazon's Nova embeddings on Bedrock: one text or one image at a time. */
public final class NovaEmbedCodec implements EmbedCodec {
    private static final String NAME = "bedrock-nova-embed";
    private static final String PARAMS = "singleEmbeddingParams";
    private static final String PURPOSE = "embeddingPurpose";
    private static final String TRUNCATION = "truncationMode";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String path(EmbedRequest request) {
        return Paths.bedrock(request.model());
    }

    @Override
    public int most(EmbedRequest request) {
        return 1;
    }

    @Override
    public EmbedRequest readRequest(Members body, Place place) {
        Members params = body.object(PARAMS).orElseThrow(() -> Members.missing(PARAMS));
        body.text("taskType");
        Optional<Purpose> purpose = Optional.of(params.all().path(PURPOSE))
                .filter(JsonNode::isString)
                .flatMap(word -> Words.NOVA.purpose(word.stringValue()));
        if (purpose.isPresent()) {
            params.node(PURPOSE);
        }
        OptionalLong dimensions = params.whole("embeddingDimension");
        Optional<Members> text = params.object("text");
        Optional<Truncation> truncation =
                text.flatMap(words -> words.text(TRUNCATION)).flatMap(Words::truncation);
        EmbedInput input = text.<EmbedInput>map(words -> new EmbedInput.Text(words.needText("value")))
                .orElseGet(() -> image(params));
        Map<String, Json> extras = new LinkedHashMap<>(body.rest());
        if (!params.rest().isEmpty()) {
            ObjectNode rest = Trees.object();
            params.rest().forEach((name, json) -> rest.set(name, Trees.node(json)));
            extras.put(PARAMS, Trees.json(rest));
        }
        return new EmbedRequest(
                place.model(),
                List.of(input),
                new EmbedRequest.Form(dimensions, List.of()),
                new EmbedRequest.Use(purpose, truncation, Optional.empty()),
                extras,
                NAME);
    }

    private static EmbedInput image(Members params) {
        Members image = params.object("image").orElseThrow(() -> Members.missing(params.path("text")));
        String data = image.object("source")
                .orElseThrow(() -> Members.missing(image.path("source")))
                .needText("bytes");
        String type = "image/" + image.text("format").orElse("png");
        return new EmbedInput.Parts(List.of(new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline(type, data))));
    }

    @Override
    public ObjectNode writeRequest(EmbedRequest request, Drops drops) {
        boolean own = request.dialect().equals(NAME);
        ObjectNode body = Trees.object().put("taskType", "SINGLE_EMBEDDING");
        ObjectNode params = body.putObject(PARAMS);
        Optional.ofNullable(own ? request.extras().get(PARAMS) : null)
                .map(Trees::node)
                .ifPresent(rest -> rest.properties().forEach(entry -> params.set(entry.getKey(), entry.getValue())));
        request.use()
                .purpose()
                .flatMap(purpose -> Words.NOVA.write(purpose, drops))
                .ifPresent(word -> params.put(PURPOSE, word));
        if (!params.has(PURPOSE)) {
            params.put(PURPOSE, "GENERIC_INDEX");
        }
        request.form().dimensions().ifPresent(count -> params.put("embeddingDimension", count));
        if (request.form().encodings().stream().anyMatch(encoding -> encoding.type() != VectorType.FLOAT)) {
            drops.add(Feature.ENCODING);
        }
        if (request.use().user().isPresent()) {
            drops.add(Feature.USER);
        }
        input(request, params, drops);
        Extras.write(request.extras(), own, body, drops);
        return body;
    }

    private static void input(EmbedRequest request, ObjectNode params, Drops drops) {
        for (int i = 0; i < request.inputs().size(); i++) {
            EmbedInput input = request.inputs().get(i);
            if (i > 0) {
                throw Media.refused(i, input, "one input");
            }
            Optional<String> words = Media.words(input);
            if (words.isPresent()) {
                String truncation =
                        request.use().truncation().orElse(Truncation.NONE).name();
                params.putObject("text").put(TRUNCATION, truncation).put("value", words.get());
                if (input instanceof EmbedInput.Text text && text.title().isPresent()) {
                    drops.add(Feature.TITLE);
                }
            } else if (Media.loneImage(input).map(Part.Media::source).orElse(null) instanceof Source.Inline inline) {
                ObjectNode image = params.putObject("image");
                image.put("format", Media.type(inline).replaceFirst("^image/", ""));
                image.putObject("source").put("bytes", inline.data());
            } else {
                throw Media.refused(i, input, "one text, or one image with its data");
            }
        }
    }

    @Override
    public EmbedReply readReply(Members body, EmbedRequest asked) {
        List<Vector> vectors = new ArrayList<>();
        for (Members item : body.objects("embeddings")) {
            JsonNode list = item.node("embedding").orElseThrow(() -> Members.missing(item.path("embedding")));
            vectors.add(new Vector(
                    vectors.size(), VectorType.FLOAT, Vectors.read(list, VectorType.FLOAT, item.path("embedding"))));
        }
        if (!body.has("embeddings")) {
            throw Members.missing("embeddings");
        }
        OptionalLong tokens = body.whole("inputTextTokenCount");
        Optional<Usage> usage = tokens.isPresent() ? Optional.of(new Usage(tokens.getAsLong(), 0)) : Optional.empty();
        return new EmbedReply("", "", vectors, usage, body.rest(), NAME);
    }

    @Override
    public ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops) {
        ObjectNode body = Trees.object();
        ArrayNode list = body.putArray("embeddings");
        for (Vector vector : reply.vectors()) {
            boolean image = vector.input() < asked.inputs().size()
                    && Media.loneImage(asked.inputs().get(vector.input())).isPresent();
            list.addObject()
                    .put("embeddingType", image ? "IMAGE" : "TEXT")
                    .set("embedding", Vectors.write(vector, Encoding.PLAIN, drops));
        }
        reply.usage().ifPresent(used -> body.put("inputTextTokenCount", used.tokens()));
        Extras.write(reply.extras(), reply.dialect().equals(NAME), body);
        return body;
    }
}
