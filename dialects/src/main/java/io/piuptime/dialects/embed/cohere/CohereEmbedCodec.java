package io.piuptime.dialects.embed.cohere;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Paths;
import io.piuptime.dialects.embed.terms.Vectors;
import io.piuptime.model.chat.Json;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cohere's {@code /v2/embed}, and the same models on Bedrock. */
public final class CohereEmbedCodec implements EmbedCodec {
    private static final int MOST = 96;
    private static final String BASE64 = "base64";

    private final Host host;

    /** Where the model runs. */
    public enum Host {
        COHERE,
        /** The model is named in the path, and older ones answer floats without saying so. */
        BEDROCK
    }

    public CohereEmbedCodec(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return host == Host.COHERE ? "cohere-embed" : "bedrock-cohere-embed";
    }

    @Override
    public String path(EmbedRequest request) {
        return host == Host.COHERE ? "/embed" : Paths.bedrock(request.model());
    }

    @Override
    public int most(EmbedRequest request) {
        // an older model takes one image at a time
        return CohereEmbedWriter.images(request) ? 1 : MOST;
    }

    @Override
    public EmbedRequest readRequest(Members body, Place place) {
        return new CohereEmbedReader(body).read(place, name());
    }

    @Override
    public ObjectNode writeRequest(EmbedRequest request, Drops drops) {
        ObjectNode body = Trees.object();
        if (host == Host.COHERE) {
            body.put("model", request.model());
        }
        new CohereEmbedWriter(request, request.dialect().equals(name()), drops).write(body);
        return body;
    }

    @Override
    public EmbedReply readReply(Members body, EmbedRequest asked) {
        List<Vector> vectors = new ArrayList<>();
        JsonNode embeddings = body.node("embeddings").orElseThrow(() -> Members.missing("embeddings"));
        if (embeddings.isArray()) {
            read(embeddings, VectorType.FLOAT, "embeddings", vectors);
        } else {
            Members byType = Members.of(embeddings, "embeddings");
            byType.all().properties().forEach(entry -> {
                Optional<VectorType> type = Vectors.type(entry.getKey());
                if (type.isPresent() && !entry.getValue().isNull()) {
                    read(entry.getValue(), type.get(), byType.path(entry.getKey()), vectors);
                }
            });
        }
        vectors.sort(Comparator.comparingInt(Vector::input));
        body.text("response_type");
        Optional<Usage> usage = Optional.of(body.all().path("meta").path("billed_units"))
                .filter(JsonNode::isObject)
                .map(CohereEmbedCodec::usage);
        return new EmbedReply(body.text("id").orElse(""), "", vectors, usage, body.rest(), name());
    }

    private static void read(JsonNode list, VectorType type, String path, List<Vector> vectors) {
        int index = 0;
        for (JsonNode value : list) {
            vectors.add(new Vector(index, type, Vectors.read(value, type, path + "[" + index + "]")));
            index++;
        }
    }

    private static Usage usage(JsonNode units) {
        long images = units.path("image_tokens").asLong(0);
        return new Usage(units.path("input_tokens").asLong(0) + images, images);
    }

    @Override
    public ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops) {
        ObjectNode body = Trees.object().put("id", reply.id());
        boolean own = reply.dialect().equals(name());
        boolean plain =
                host == Host.BEDROCK && asked.form().encodings().isEmpty() && CohereEmbedWriter.old(asked.model());
        if (plain) {
            ArrayNode list = body.putArray("embeddings");
            reply.vectors().forEach(vector -> list.add(Vectors.list(vector, drops)));
        } else {
            ObjectNode byType = body.putObject("embeddings");
            List<Encoding> encodings = asked.form().encodings();
            for (Encoding encoding : encodings.isEmpty() ? List.of(Encoding.PLAIN) : encodings) {
                ArrayNode list = byType.putArray(word(encoding));
                List<Vector> found = reply.vectors().stream()
                        .filter(vector -> vector.type() == encoding.type())
                        .toList();
                if (found.isEmpty()) {
                    drops.add(Feature.EMBEDDING_TYPES);
                }
                found.forEach(vector -> list.add(Vectors.write(vector, encoding, drops)));
            }
        }
        body.put("response_type", plain ? "embeddings_floats" : "embeddings_by_type");
        Map<String, Json> extras = reply.extras();
        Extras.write(extras, own, body);
        if (!body.has("meta") && host == Host.COHERE) {
            ObjectNode meta = body.putObject("meta");
            meta.putObject("api_version").put("version", "2");
            reply.usage()
                    .ifPresent(used -> meta.putObject("billed_units")
                            .put("input_tokens", used.tokens() - used.imageTokens())
                            .put("image_tokens", used.imageTokens()));
        }
        return body;
    }

    /** What an encoding is called; {@code base64} is of floats. */
    static String word(Encoding encoding) {
        return encoding.packed() && encoding.type() == VectorType.FLOAT
                ? BASE64
                : encoding.type().name().toLowerCase(Locale.ROOT);
    }
}
