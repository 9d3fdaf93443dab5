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
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Amazon's Titan embeddings on Bedrock: one input at a time. */
public final class TitanEmbedCodec implements EmbedCodec {
    private static final String NAME = "bedrock-titan-embed";
    private static final String TYPES = "embeddingTypes";
    private static final String BY_TYPE = "embeddingsByType";
    private static final String CONFIG = "embeddingConfig";

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
        List<Part> parts = new ArrayList<>();
        body.text("inputText").ifPresent(text -> parts.add(new Part.Text(text)));
        body.text("inputImage")
                .ifPresent(data -> parts.add(new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("", data))));
        if (parts.isEmpty()) {
            throw Members.missing("inputText");
        }
        EmbedInput input = parts.size() == 1 && parts.getFirst() instanceof Part.Text text
                ? new EmbedInput.Text(text.text())
                : new EmbedInput.Parts(parts);
        List<Encoding> encodings = new ArrayList<>();
        for (JsonNode item : body.list(TYPES)) {
            Vectors.type(item.asString("")).ifPresent(type -> encodings.add(new Encoding(type, false)));
        }
        OptionalLong dimensions = body.has(CONFIG)
                ? body.object(CONFIG).orElseThrow().whole("outputEmbeddingLength")
                : body.whole("dimensions");
        return new EmbedRequest(
                place.model(),
                List.of(input),
                new EmbedRequest.Form(dimensions, encodings),
                EmbedRequest.Use.DEFAULT,
                body.rest(),
                NAME);
    }

    @Override
    public ObjectNode writeRequest(EmbedRequest request, Drops drops) {
        ObjectNode body = Trees.object();
        boolean images = request.model().contains("image");
        boolean first = request.model().contains("text-v1") || request.model().contains("g1-text");
        input(request, images, body, drops);
        request.form().dimensions().ifPresent(count -> {
            if (images) {
                body.putObject(CONFIG).put("outputEmbeddingLength", count);
            } else if (first) {
                drops.add(Feature.DIMENSIONS);
            } else {
                body.put("dimensions", count);
            }
        });
        encodings(request.form().encodings(), first || images, body, drops);
        if (request.use().purpose().isPresent()) {
            drops.add(Feature.INPUT_TYPE);
        }
        request.use()
                .truncation()
                .filter(truncation -> truncation != Truncation.NONE)
                .ifPresent(_ -> drops.add(Feature.TRUNCATE));
        if (request.use().user().isPresent()) {
            drops.add(Feature.USER);
        }
        Extras.write(request.extras(), request.dialect().equals(NAME), body, drops);
        return body;
    }

    private static void input(EmbedRequest request, boolean images, ObjectNode body, Drops drops) {
        for (int i = 0; i < request.inputs().size(); i++) {
            EmbedInput input = request.inputs().get(i);
            if (i > 0) {
                throw Media.refused(i, input, "one input");
            }
            Optional<String> words = Media.words(input);
            if (words.isPresent()) {
                body.put("inputText", words.get());
                if (input instanceof EmbedInput.Text text && text.title().isPresent()) {
                    drops.add(Feature.TITLE);
                }
            } else if (images && input instanceof EmbedInput.Parts several) {
                several.parts().forEach(part -> part(several, part, body));
            } else {
                throw Media.refused(i, input, "text");
            }
        }
    }

    private static void part(EmbedInput.Parts several, Part part, ObjectNode body) {
        if (part instanceof Part.Text text && !body.has("inputText")) {
            body.put("inputText", text.text());
        } else if (part instanceof Part.Media media
                && media.source() instanceof Source.Inline inline
                && !body.has("inputImage")) {
            body.put("inputImage", inline.data());
        } else {
            throw Media.refused(0, several, "one text and one image with its data");
        }
    }

    private static void encodings(List<Encoding> encodings, boolean floats, ObjectNode body, Drops drops) {
        List<String> types = encodings.stream()
                .map(Encoding::type)
                .distinct()
                .filter(type -> {
                    boolean known = type == VectorType.FLOAT || (type == VectorType.BINARY && !floats);
                    if (!known) {
                        drops.add(Feature.ENCODING);
                    }
                    return known;
                })
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!types.isEmpty() && !floats) {
            ArrayNode list = body.putArray(TYPES);
            types.forEach(list::add);
        }
    }

    @Override
    public EmbedReply readReply(Members body, EmbedRequest asked) {
        List<Vector> vectors = new ArrayList<>();
        Optional<Members> byType = body.object(BY_TYPE);
        byType.ifPresent(types -> types.all()
                .properties()
                .forEach(entry -> Vectors.type(entry.getKey())
                        .ifPresent(type -> vectors.add(new Vector(
                                0, type, Vectors.read(entry.getValue(), type, types.path(entry.getKey())))))));
        Optional<JsonNode> plain = body.node("embedding");
        if (vectors.isEmpty()) {
            JsonNode list = plain.orElseThrow(() -> Members.missing("embedding"));
            vectors.add(new Vector(0, VectorType.FLOAT, Vectors.read(list, VectorType.FLOAT, "embedding")));
        }
        OptionalLong tokens = body.whole("inputTextTokenCount");
        Optional<Usage> usage = tokens.isPresent() ? Optional.of(new Usage(tokens.getAsLong(), 0)) : Optional.empty();
        return new EmbedReply("", "", vectors, usage, body.rest(), NAME);
    }

    @Override
    public ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops) {
        ObjectNode body = Trees.object();
        ObjectNode byType = Trees.object();
        for (Vector vector : reply.vectors()) {
            JsonNode list = Vectors.list(vector, drops);
            if (vector.type() == VectorType.FLOAT) {
                body.set("embedding", list);
            }
            byType.set(vector.type().name().toLowerCase(Locale.ROOT), list);
        }
        body.set(BY_TYPE, byType);
        reply.usage().ifPresent(used -> body.put("inputTextTokenCount", used.tokens()));
        Extras.write(reply.extras(), reply.dialect().equals(NAME), body);
        return body;
    }
}
