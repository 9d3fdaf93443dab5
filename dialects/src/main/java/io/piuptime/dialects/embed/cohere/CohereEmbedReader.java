package io.piuptime.dialects.embed.cohere;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.terms.Media;
import io.piuptime.dialects.embed.terms.Vectors;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads a request for Cohere's embed. */
final class CohereEmbedReader {
    static final String TYPES = "embedding_types";
    static final String PURPOSE = "input_type";

    private final Members body;

    CohereEmbedReader(Members body) {
        this.body = body;
    }

    EmbedRequest read(Place place, String dialect) {
        String model = place.model().isEmpty() ? body.needText("model") : place.model();
        body.node("model");
        Optional<Purpose> purpose = Optional.of(body.all().path(PURPOSE))
                .filter(JsonNode::isString)
                .flatMap(word -> Words.COHERE.purpose(word.stringValue()));
        if (purpose.isPresent()) {
            body.node(PURPOSE);
        }
        Optional<Truncation> truncation = body.text("truncate").flatMap(Words::truncation);
        ArrayNode unknown = Trees.array();
        EmbedRequest.Form form = new EmbedRequest.Form(body.whole("output_dimension"), encodings(unknown));
        List<EmbedInput> inputs = inputs();
        Map<String, Json> extras = body.rest();
        if (!unknown.isEmpty()) {
            extras.put(TYPES, Trees.json(unknown));
        }
        EmbedRequest.Use use = new EmbedRequest.Use(purpose, truncation, Optional.empty());
        return new EmbedRequest(model, inputs, form, use, extras, dialect);
    }

    private List<Encoding> encodings(ArrayNode unknown) {
        List<Encoding> all = new ArrayList<>();
        for (JsonNode item : body.list(TYPES)) {
            String word = item.asString("");
            Optional<VectorType> type = Vectors.type(word);
            if (type.isPresent()) {
                all.add(new Encoding(type.get(), word.equals("base64")));
            } else {
                unknown.add(item);
            }
        }
        return all;
    }

    private List<EmbedInput> inputs() {
        List<EmbedInput> all = new ArrayList<>();
        for (JsonNode text : body.list("texts")) {
            all.add(new EmbedInput.Text(string(text, "texts[" + all.size() + "]")));
        }
        int number = 0;
        for (JsonNode image : body.list("images")) {
            all.add(new EmbedInput.Parts(List.of(Media.image(string(image, "images[" + number++ + "]")))));
        }
        for (Members input : body.objects("inputs")) {
            List<Part> parts = new ArrayList<>();
            for (Members part : input.objects("content")) {
                parts.add(part(part));
            }
            all.add(new EmbedInput.Parts(parts));
        }
        if (all.isEmpty() && !body.has("texts") && !body.has("images") && !body.has("inputs")) {
            throw Members.missing("texts");
        }
        return all;
    }

    private static Part part(Members part) {
        return switch (part.needText("type")) {
            case "text" -> new Part.Text(part.needText("text"));
            case "image_url" ->
                Media.image(part.object("image_url")
                        .orElseThrow(() -> Members.missing(part.path("image_url")))
                        .needText("url"));
            default -> throw Members.wrong(part.path("type"), part.all().path("type"), "text or image_url");
        };
    }

    private static String string(JsonNode value, String path) {
        if (!value.isString()) {
            throw Members.wrong(path, value, "string");
        }
        return value.stringValue();
    }
}
