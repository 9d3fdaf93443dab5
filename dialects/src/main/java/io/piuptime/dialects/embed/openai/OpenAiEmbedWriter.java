package io.piuptime.dialects.embed.openai;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec.Flavor;
import io.piuptime.dialects.embed.terms.Extras;
import io.piuptime.dialects.embed.terms.Media;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.model.chat.Part;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for {@code /v1/embeddings} with the members that a flavour knows. */
final class OpenAiEmbedWriter {
    private final EmbedRequest request;
    private final Flavor flavor;
    private final Drops drops;
    private final ObjectNode body = Trees.object();

    OpenAiEmbedWriter(EmbedRequest request, Flavor flavor, Drops drops) {
        this.request = request;
        this.flavor = flavor;
        this.drops = drops;
    }

    ObjectNode write() {
        body.put("model", request.model());
        inputs(request.inputs());
        request.form()
                .dimensions()
                .ifPresent(count -> body.put(flavor == Flavor.VOYAGE ? "output_dimension" : "dimensions", count));
        encodings(request.form().encodings());
        request.use().purpose().ifPresent(this::purpose);
        request.use().truncation().ifPresent(this::truncation);
        request.use().user().ifPresent(user -> {
            if (flavor == Flavor.OPENAI) {
                body.put("user", user);
            } else {
                drops.add(Feature.USER);
            }
        });
        Extras.write(request.extras(), OpenAiEmbedCodec.own(request), body, drops);
        return body;
    }

    private void inputs(List<EmbedInput> inputs) {
        ArrayNode list = body.putArray("input");
        boolean objects = flavor == Flavor.JINA && inputs.stream().anyMatch(EmbedInput.Parts.class::isInstance);
        for (int i = 0; i < inputs.size(); i++) {
            EmbedInput input = inputs.get(i);
            Optional<String> words = Media.words(input);
            if (words.isPresent()) {
                if (objects) {
                    list.addObject().put("text", words.get());
                } else {
                    list.add(words.get());
                }
                title(input);
            } else if (flavor == Flavor.OPENAI && input instanceof EmbedInput.Tokens tokens) {
                ArrayNode ids = list.addArray();
                tokens.ids().forEach(ids::add);
            } else if (flavor == Flavor.JINA && input instanceof EmbedInput.Parts several) {
                parts(i, several, list.addObject());
            } else {
                throw Media.refused(i, input, "text");
            }
        }
    }

    private void title(EmbedInput input) {
        if (input instanceof EmbedInput.Text text && text.title().isPresent()) {
            drops.add(Feature.TITLE);
        }
    }

    private static void parts(int index, EmbedInput.Parts several, ObjectNode item) {
        for (Part part : several.parts()) {
            String name = part instanceof Part.Text ? "text" : "image";
            if (item.has(name)) {
                throw Media.refused(index, several, "one text and one image");
            }
            String value = part instanceof Part.Text text
                    ? text.text()
                    : Media.url(part)
                            .orElseThrow(
                                    () -> Media.refused(index, several, "text, or an image with its data or address"));
            item.put(name, value);
        }
    }

    private void encodings(List<Encoding> encodings) {
        if (encodings.isEmpty()) {
            return;
        }
        if (encodings.size() > 1) {
            drops.add(Feature.ENCODING);
        }
        Encoding encoding = encodings.getFirst();
        String type = encoding.type().name().toLowerCase(Locale.ROOT);
        switch (flavor) {
            case OPENAI -> {
                if (encoding.type() != VectorType.FLOAT) {
                    drops.add(Feature.ENCODING);
                }
                body.put("encoding_format", encoding.packed() ? "base64" : "float");
            }
            case VOYAGE -> {
                if (encoding.type() != VectorType.FLOAT) {
                    body.put("output_dtype", type);
                }
                if (encoding.packed()) {
                    body.put("encoding_format", "base64");
                }
            }
            case JINA -> jina(encoding, type);
        }
    }

    private void jina(Encoding encoding, String type) {
        if (encoding.type() == VectorType.INT8 || encoding.type() == VectorType.UINT8) {
            drops.add(Feature.ENCODING);
        } else if (encoding.type() == VectorType.FLOAT) {
            body.put("embedding_type", encoding.packed() ? "base64" : "float");
        } else {
            body.put("embedding_type", type);
        }
    }

    private void purpose(Purpose purpose) {
        switch (flavor) {
            case OPENAI -> drops.add(Feature.INPUT_TYPE);
            case VOYAGE -> word(purpose, Words.VOYAGE, "input_type");
            case JINA -> word(purpose, Words.JINA, "task");
        }
    }

    private void word(Purpose purpose, Words words, String name) {
        words.write(purpose, drops).ifPresent(word -> body.put(name, word));
    }

    private void truncation(Truncation truncation) {
        if (flavor == Flavor.OPENAI) {
            // too long an input is an error there anyway
            if (truncation != Truncation.NONE) {
                drops.add(Feature.TRUNCATE);
            }
            return;
        }
        if (truncation == Truncation.START) {
            drops.add(Feature.TRUNCATE);
        }
        body.put(flavor == Flavor.VOYAGE ? "truncation" : "truncate", truncation != Truncation.NONE);
    }
}
