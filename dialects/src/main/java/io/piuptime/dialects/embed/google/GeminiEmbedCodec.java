package io.piuptime.dialects.embed.google;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Paths;
import io.piuptime.dialects.embed.terms.Vectors;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's {@code embedContent} and {@code batchEmbedContents}. */
public final class GeminiEmbedCodec implements EmbedCodec {
    private static final int MOST = 100;
    private static final String SINGLE_REPLY = "embedding";
    private static final String BATCH_REPLY = "embeddings";
    private static final String USAGE = "usageMetadata";

    private final Call call;

    /** Which of the two is called. */
    public enum Call {
        /** {@code embedContent}: one input. */
        SINGLE,
        /** {@code batchEmbedContents}, which Vertex AI does not have. */
        BATCH
    }

    public GeminiEmbedCodec(Call call) {
        this.call = call;
    }

    @Override
    public String name() {
        return call == Call.SINGLE ? "gemini-embed" : "gemini-batch-embed";
    }

    @Override
    public String path(EmbedRequest request) {
        return Paths.google(request.model(), call == Call.SINGLE ? "embedContent" : "batchEmbedContents");
    }

    @Override
    public int most(EmbedRequest request) {
        return call == Call.SINGLE ? 1 : MOST;
    }

    @Override
    public EmbedRequest readRequest(Members body, Place place) {
        GeminiEmbedReader reader = new GeminiEmbedReader(place.model(), name());
        return call == Call.SINGLE ? reader.single(Camel.of(body.all(), body.path())) : reader.batch(body);
    }

    @Override
    public ObjectNode writeRequest(EmbedRequest request, Drops drops) {
        GeminiEmbedWriter writer =
                new GeminiEmbedWriter(request, request.dialect().equals(name()), drops);
        return call == Call.SINGLE ? writer.single() : writer.batch();
    }

    @Override
    public EmbedReply readReply(Members body, EmbedRequest asked) {
        Members reply = Camel.of(body.all(), body.path());
        List<Vector> vectors = new ArrayList<>();
        Camel.object(reply, SINGLE_REPLY).ifPresent(one -> vectors.add(vector(0, one)));
        for (Members one : Camel.objects(reply, BATCH_REPLY)) {
            vectors.add(vector(vectors.size(), one));
        }
        if (!reply.has(SINGLE_REPLY) && !reply.has(BATCH_REPLY)) {
            throw Members.missing(call == Call.SINGLE ? SINGLE_REPLY : BATCH_REPLY);
        }
        Optional<Usage> usage = Camel.object(reply, USAGE).map(GeminiEmbedCodec::usage);
        return new EmbedReply("", "", vectors, usage, reply.rest(), name());
    }

    private static Vector vector(int input, Members embedding) {
        JsonNode values = embedding.node("values").orElseGet(Trees::array);
        return new Vector(input, VectorType.FLOAT, Vectors.read(values, VectorType.FLOAT, embedding.path("values")));
    }

    private static Usage usage(Members usage) {
        long images = 0;
        String details = usage.has("promptTokensDetails") ? "promptTokensDetails" : "promptTokenDetails";
        for (Members detail : Camel.objects(usage, details)) {
            if (detail.text("modality").filter("IMAGE"::equals).isPresent()) {
                images += detail.whole("tokenCount").orElse(0);
            }
        }
        return new Usage(usage.whole("promptTokenCount").orElse(0), images);
    }

    @Override
    public ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops) {
        ObjectNode body = Trees.object();
        if (call == Call.SINGLE) {
            reply.vectors().stream()
                    .findFirst()
                    .ifPresent(vector ->
                            body.putObject(SINGLE_REPLY).set("values", Vectors.write(vector, Encoding.PLAIN, drops)));
        } else {
            ArrayNode list = body.putArray(BATCH_REPLY);
            reply.vectors()
                    .forEach(vector -> list.addObject().set("values", Vectors.write(vector, Encoding.PLAIN, drops)));
        }
        reply.usage().ifPresent(used -> {
            ObjectNode usage = body.putObject(USAGE).put("promptTokenCount", used.tokens());
            if (used.imageTokens() > 0) {
                ArrayNode details = usage.putArray("promptTokensDetails");
                detail("TEXT", used.tokens() - used.imageTokens(), details);
                detail("IMAGE", used.imageTokens(), details);
            }
        });
        Extras.write(reply.extras(), reply.dialect().equals(name()), body);
        return body;
    }

    private static void detail(String modality, long tokens, ArrayNode details) {
        details.addObject().put("modality", modality).put("tokenCount", tokens);
    }
}
