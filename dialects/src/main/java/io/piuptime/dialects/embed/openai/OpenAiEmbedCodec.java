package io.piuptime.dialects.embed.openai;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Vectors;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's {@code /v1/embeddings} and what others made of it. Reading understands what any of them adds, so that a caller may name
 * it in OpenAI's form; writing keeps to what the {@link Flavor} knows.
 */
public final class OpenAiEmbedCodec implements EmbedCodec {
    /** The form, whatever its flavour. */
    public static final String FORM = "openai-embeddings";

    private static final int MOST_OF_JINA = 512;
    private static final int MOST_OF_VOYAGE = 1000;
    private static final int MOST = 2048;

    private final Flavor flavor;

    /** Whose members are written. */
    public enum Flavor {
        OPENAI,
        VOYAGE,
        JINA
    }

    public OpenAiEmbedCodec(Flavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public String name() {
        return flavor.name().toLowerCase(Locale.ROOT) + "-embeddings";
    }

    @Override
    public String path(EmbedRequest request) {
        return "/embeddings";
    }

    @Override
    public int most(EmbedRequest request) {
        return switch (flavor) {
            case OPENAI -> MOST;
            case VOYAGE -> MOST_OF_VOYAGE;
            case JINA -> MOST_OF_JINA;
        };
    }

    @Override
    public EmbedRequest readRequest(Members body, Place place) {
        return new OpenAiEmbedReader(body).read(place);
    }

    @Override
    public ObjectNode writeRequest(EmbedRequest request, Drops drops) {
        return new OpenAiEmbedWriter(request, flavor, drops).write();
    }

    @Override
    public EmbedReply readReply(Members body, EmbedRequest asked) {
        VectorType type = asked.form().first().type();
        Map<Long, Vector> vectors = new TreeMap<>();
        for (Members item : body.objects("data")) {
            long index = item.whole("index").orElse(vectors.size());
            item.node("embedding")
                    .ifPresent(value -> vectors.put(
                            index, new Vector((int) index, type, Vectors.read(value, type, item.path("embedding")))));
        }
        if (!body.has("data")) {
            throw Members.missing("data");
        }
        body.text("object");
        Optional<Usage> usage = body.object("usage").map(OpenAiEmbedCodec::usage);
        return new EmbedReply(
                body.text("id").orElse(""),
                body.text("model").orElse(""),
                List.copyOf(vectors.values()),
                usage,
                body.rest(),
                FORM);
    }

    @Override
    public ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops) {
        ObjectNode body = Trees.object().put("object", "list");
        if (!reply.id().isEmpty() && reply.dialect().equals(FORM)) {
            body.put("id", reply.id());
        }
        ArrayNode data = body.putArray("data");
        Map<Integer, List<Vector>> byInput = new TreeMap<>();
        reply.vectors()
                .forEach(vector -> byInput.computeIfAbsent(vector.input(), _ -> new ArrayList<>())
                        .add(vector));
        EmbedRequest.Encoding encoding = asked.form().first();
        byInput.forEach((input, vectors) -> Vectors.find(vectors, encoding.type(), drops)
                .ifPresent(vector -> data.addObject()
                        .put("object", "embedding")
                        .put("index", input)
                        .set("embedding", Vectors.write(vector, encoding, drops))));
        body.put("model", reply.model().isEmpty() ? asked.model() : reply.model());
        long tokens = reply.usage().map(Usage::tokens).orElse(0L);
        ObjectNode usage = body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        reply.usage()
                .filter(used -> used.imageTokens() > 0)
                .ifPresent(used -> usage.put("image_tokens", used.imageTokens()));
        Extras.write(reply.extras(), reply.dialect().equals(FORM), body);
        return body;
    }

    private static Usage usage(Members usage) {
        long total = usage.whole("total_tokens").orElse(0);
        return new Usage(
                usage.whole("prompt_tokens").orElse(total),
                usage.whole("image_tokens").orElse(0));
    }

    /** Whether extras are of this form. */
    static boolean own(EmbedRequest request) {
        return request.dialect().equals(FORM);
    }
}
