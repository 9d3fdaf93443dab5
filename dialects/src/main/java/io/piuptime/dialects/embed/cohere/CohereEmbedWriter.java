package io.piuptime.dialects.embed.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Media;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.model.chat.Part;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.VectorType;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for Cohere's embed. */
final class CohereEmbedWriter {
    /** What Cohere wants to know of every input, when nobody says it. */
    private static final String DEFAULT_PURPOSE = "search_document";

    private final EmbedRequest request;
    private final boolean own;
    private final Drops drops;

    CohereEmbedWriter(EmbedRequest request, boolean own, Drops drops) {
        this.request = request;
        this.own = own;
        this.drops = drops;
    }

    /** Whether a model is older than the fourth version, which knows no inputs of several parts. */
    static boolean old(String model) {
        return model.contains("v3") || model.contains("v2");
    }

    /** Whether the inputs are images in the form of older models. */
    static boolean images(EmbedRequest request) {
        return old(request.model())
                && !request.inputs().isEmpty()
                && request.inputs().stream()
                        .allMatch(input -> Media.loneImage(input).isPresent());
    }

    void write(ObjectNode body) {
        inputs(body);
        request.form().dimensions().ifPresent(count -> {
            if (old(request.model())) {
                drops.add(Feature.DIMENSIONS);
            } else {
                body.put("output_dimension", count);
            }
        });
        encodings(body);
        request.use().truncation().ifPresent(truncation -> body.put("truncate", truncation.name()));
        if (request.use().user().isPresent()) {
            drops.add(Feature.USER);
        }
        request.use()
                .purpose()
                .flatMap(purpose -> Words.COHERE.write(purpose, drops))
                .ifPresent(word -> body.put(CohereEmbedReader.PURPOSE, word));
        if (own && request.extras().containsKey(CohereEmbedReader.TYPES) && body.has(CohereEmbedReader.TYPES)) {
            drops.add(Feature.EMBEDDING_TYPES);
        }
        Extras.write(request.extras(), own, body, drops);
        if (images(request)) {
            body.put(CohereEmbedReader.PURPOSE, "image");
        } else if (!body.has(CohereEmbedReader.PURPOSE)) {
            body.put(CohereEmbedReader.PURPOSE, DEFAULT_PURPOSE);
        }
    }

    private void encodings(ObjectNode body) {
        List<Encoding> encodings = request.form().encodings();
        if (encodings.isEmpty()) {
            return;
        }
        ArrayNode types = body.putArray(CohereEmbedReader.TYPES);
        for (Encoding encoding : encodings) {
            // numbers become bytes on the way back: not every model knows base64
            boolean plain = encoding.packed() && encoding.type() == VectorType.FLOAT && !own;
            types.add(plain ? "float" : CohereEmbedCodec.word(encoding));
        }
    }

    private void inputs(ObjectNode body) {
        List<EmbedInput> inputs = request.inputs();
        if (images(request)) {
            ArrayNode images = body.putArray("images");
            for (int i = 0; i < inputs.size(); i++) {
                Part image = Media.loneImage(inputs.get(i)).orElseThrow();
                images.add(url(i, inputs.get(i), image));
            }
        } else if (inputs.stream().allMatch(EmbedInput.Text.class::isInstance) || old(request.model())) {
            ArrayNode texts = body.putArray("texts");
            for (int i = 0; i < inputs.size(); i++) {
                int index = i;
                texts.add(
                        Media.words(inputs.get(i)).orElseThrow(() -> Media.refused(index, inputs.get(index), "text")));
            }
        } else {
            ArrayNode several = body.putArray("inputs");
            for (int i = 0; i < inputs.size(); i++) {
                content(i, inputs.get(i), several.addObject().putArray("content"));
            }
        }
        if (inputs.stream()
                .anyMatch(input ->
                        input instanceof EmbedInput.Text text && text.title().isPresent())) {
            drops.add(Feature.TITLE);
        }
    }

    private static void content(int index, EmbedInput input, ArrayNode content) {
        switch (input) {
            case EmbedInput.Text text -> text(text.text(), content);
            case EmbedInput.Tokens _ -> throw Media.refused(index, input, "text or images");
            case EmbedInput.Parts several ->
                several.parts().forEach(part -> {
                    if (part instanceof Part.Text text) {
                        text(text.text(), content);
                    } else {
                        content.addObject()
                                .put("type", "image_url")
                                .putObject("image_url")
                                .put("url", url(index, input, part));
                    }
                });
        }
    }

    private static void text(String text, ArrayNode content) {
        content.addObject().put("type", "text").put("text", text);
    }

    private static String url(int index, EmbedInput input, Part part) {
        return Media.url(part)
                .orElseThrow(() -> Media.refused(index, input, "text, or an image with its data or address"));
    }
}
