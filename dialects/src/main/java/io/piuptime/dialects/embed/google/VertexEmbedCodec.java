package io.piuptime.dialects.embed.google;

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
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.model.chat.Json;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Vertex AI's {@code predict} for text embeddings. */
public final class VertexEmbedCodec implements EmbedCodec {
    private static final String NAME = "vertex-embed";
    private static final int MOST = 250;
    private static final String PARAMETERS = "parameters";
    private static final String PREDICTIONS = "predictions";
    private static final String PURPOSE = "task_type";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String path(EmbedRequest request) {
        return Paths.google(request.model(), "predict");
    }

    @Override
    public int most(EmbedRequest request) {
        return request.model().startsWith("gemini-embedding") ? 1 : MOST;
    }

    @Override
    public EmbedRequest readRequest(Members body, Place place) {
        List<EmbedInput> inputs = new ArrayList<>();
        Optional<Purpose> purpose = Optional.empty();
        for (Members written : body.objects("instances")) {
            Members instance = Camel.of(written.all(), written.path());
            Optional<Purpose> its = GeminiEmbedReader.purpose(instance, GeminiEmbedReader.PURPOSE);
            if (!inputs.isEmpty() && !its.equals(purpose)) {
                throw new RefusedException(new Refusal.BadRequest(
                        instance.path(PURPOSE) + ": differs (expected: that of the first)",
                        "unsupported_value",
                        instance.path(PURPOSE)));
            }
            purpose = its;
            inputs.add(new EmbedInput.Text(instance.needText("content"), instance.text("title")));
        }
        if (inputs.isEmpty()) {
            throw Members.missing("instances");
        }
        Members parameters = Camel.object(body, PARAMETERS).orElseGet(() -> Members.of(Trees.object(), PARAMETERS));
        Optional<Truncation> truncation =
                parameters.flag("autoTruncate").map(cut -> cut ? Truncation.END : Truncation.NONE);
        EmbedRequest.Form form = new EmbedRequest.Form(parameters.whole(GeminiEmbedReader.DIMENSIONS), List.of());
        Map<String, Json> extras = new LinkedHashMap<>(body.rest());
        if (!parameters.rest().isEmpty()) {
            ObjectNode rest = Trees.object();
            parameters.rest().forEach((name, json) -> rest.set(name, Trees.node(json)));
            extras.put(PARAMETERS, Trees.json(rest));
        }
        EmbedRequest.Use use = new EmbedRequest.Use(purpose, truncation, Optional.empty());
        return new EmbedRequest(place.model(), inputs, form, use, extras, NAME);
    }

    @Override
    public ObjectNode writeRequest(EmbedRequest request, Drops drops) {
        GeminiEmbedWriter.drop(request, drops);
        boolean own = request.dialect().equals(NAME);
        ObjectNode body = Trees.object();
        ArrayNode instances = body.putArray("instances");
        Optional<String> purpose = request.use().purpose().flatMap(its -> Words.GEMINI.write(its, drops));
        for (int i = 0; i < request.inputs().size(); i++) {
            EmbedInput input = request.inputs().get(i);
            int index = i;
            String words = Media.words(input).orElseThrow(() -> Media.refused(index, input, "text"));
            ObjectNode instance = instances.addObject().put("content", words);
            purpose.ifPresent(word -> instance.put(PURPOSE, word));
            if (input instanceof EmbedInput.Text text) {
                text.title().ifPresent(title -> instance.put("title", title));
            }
        }
        ObjectNode parameters = Trees.object();
        Optional.ofNullable(own ? request.extras().get(PARAMETERS) : null)
                .map(Trees::node)
                .ifPresent(
                        rest -> rest.properties().forEach(entry -> parameters.set(entry.getKey(), entry.getValue())));
        request.form().dimensions().ifPresent(count -> parameters.put(GeminiEmbedReader.DIMENSIONS, count));
        request.use().truncation().ifPresent(truncation -> {
            if (truncation == Truncation.START) {
                drops.add(Feature.TRUNCATE);
            }
            parameters.put("autoTruncate", truncation != Truncation.NONE);
        });
        if (!parameters.isEmpty()) {
            body.set(PARAMETERS, parameters);
        }
        Extras.write(request.extras(), own, body, drops);
        return body;
    }

    @Override
    public EmbedReply readReply(Members body, EmbedRequest asked) {
        List<Vector> vectors = new ArrayList<>();
        long tokens = 0;
        boolean counted = false;
        for (Members prediction : body.objects(PREDICTIONS)) {
            Members embeddings =
                    prediction.object("embeddings").orElseThrow(() -> Members.missing(prediction.path("embeddings")));
            JsonNode values = embeddings.node("values").orElseThrow(() -> Members.missing(embeddings.path("values")));
            vectors.add(new Vector(
                    vectors.size(),
                    VectorType.FLOAT,
                    Vectors.read(values, VectorType.FLOAT, embeddings.path("values"))));
            JsonNode count = embeddings.all().path("statistics").path("token_count");
            counted |= count.isNumber();
            // older models write whole numbers with a point
            tokens += (long) count.asDouble(0);
        }
        if (!body.has(PREDICTIONS)) {
            throw Members.missing(PREDICTIONS);
        }
        Optional<Usage> usage = counted ? Optional.of(new Usage(tokens, 0)) : Optional.empty();
        return new EmbedReply("", "", vectors, usage, body.rest(), NAME);
    }

    /** Tokens are told of each vector, but are known of all of them: the first one bears them. */
    @Override
    public ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops) {
        ObjectNode body = Trees.object();
        ArrayNode predictions = body.putArray(PREDICTIONS);
        for (Vector vector : reply.vectors()) {
            ObjectNode embeddings = predictions.addObject().putObject("embeddings");
            reply.usage()
                    .ifPresent(used -> embeddings
                            .putObject("statistics")
                            .put("truncated", false)
                            .put("token_count", predictions.size() == 1 ? used.tokens() : 0));
            embeddings.set("values", Vectors.write(vector, Encoding.PLAIN, drops));
        }
        Extras.write(reply.extras(), reply.dialect().equals(NAME), body);
        return body;
    }
}
