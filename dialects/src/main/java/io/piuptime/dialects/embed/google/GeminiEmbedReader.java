package io.piuptime.dialects.embed.google;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.embed.terms.Words;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads requests for Gemini's vectors. */
final class GeminiEmbedReader {
    static final String PURPOSE = "taskType";
    static final String DIMENSIONS = "outputDimensionality";
    static final String REQUESTS = "requests";

    private final String model;
    private final String dialect;

    GeminiEmbedReader(String model, String dialect) {
        this.model = model;
        this.dialect = dialect;
    }

    EmbedRequest single(Members body) {
        String named = body.text("model")
                .map(name -> name.replaceFirst("^models/", ""))
                .orElse("");
        Members content = Camel.object(body, "content").orElseThrow(() -> Members.missing(body.path("content")));
        EmbedInput input = input(content, body.text("title"));
        Optional<Purpose> purpose = purpose(body, PURPOSE);
        EmbedRequest.Form form = new EmbedRequest.Form(body.whole(DIMENSIONS), List.of());
        EmbedRequest.Use use = new EmbedRequest.Use(purpose, Optional.empty(), Optional.empty());
        return new EmbedRequest(model.isEmpty() ? named : model, List.of(input), form, use, body.rest(), dialect);
    }

    /** Every request of a batch says how its vector is to be: no other dialect can say different things of several. */
    EmbedRequest batch(Members body) {
        Members all = Camel.of(body.all(), body.path());
        List<EmbedInput> inputs = new ArrayList<>();
        List<EmbedRequest> requests = new ArrayList<>();
        for (Members item : Camel.objects(all, REQUESTS)) {
            EmbedRequest one = single(item);
            if (!requests.isEmpty() && !alike(one, requests.getFirst())) {
                throw new RefusedException(new Refusal.BadRequest(
                        item.path() + ": differs (expected: model, taskType and outputDimensionality of the first)",
                        "unsupported_value",
                        item.path()));
            }
            requests.add(one);
            inputs.addAll(one.inputs());
        }
        if (requests.isEmpty()) {
            throw Members.missing(REQUESTS);
        }
        EmbedRequest first = requests.getFirst();
        Map<String, Json> extras = new LinkedHashMap<>(first.extras());
        extras.putAll(all.rest());
        return new EmbedRequest(first.model(), inputs, first.form(), first.use(), extras, dialect);
    }

    private static boolean alike(EmbedRequest one, EmbedRequest other) {
        return one.model().equals(other.model())
                && one.form().equals(other.form())
                && one.use().equals(other.use())
                && one.extras().equals(other.extras());
    }

    /** A purpose whose word is not known stays among the extras. */
    static Optional<Purpose> purpose(Members body, String name) {
        Optional<Purpose> purpose = Optional.of(body.all().path(name))
                .filter(JsonNode::isString)
                .flatMap(word -> Words.GEMINI.purpose(word.stringValue()));
        if (purpose.isPresent()) {
            body.node(name);
        }
        return purpose;
    }

    private static EmbedInput input(Members content, Optional<String> title) {
        List<Part> parts = new ArrayList<>();
        for (Members part : Camel.objects(content, "parts")) {
            parts.add(part(part));
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            return new EmbedInput.Text(text.text(), title);
        }
        return new EmbedInput.Parts(parts);
    }

    private static Part part(Members part) {
        Optional<Members> inline = Camel.object(part, "inlineData");
        Optional<Members> file = Camel.object(part, "fileData");
        if (inline.isPresent()) {
            String type = inline.get().text("mimeType").orElse("");
            return media(type, new Source.Inline(type, inline.get().needText("data")));
        }
        if (file.isPresent()) {
            String type = file.get().text("mimeType").orElse("");
            return media(type, new Source.Link(file.get().needText("fileUri"), type));
        }
        return new Part.Text(part.needText("text"));
    }

    private static Part media(String type, Source source) {
        return new Part.Media(kind(type), source);
    }

    private static Part.Media.Kind kind(String type) {
        if (type.startsWith("audio/")) {
            return Part.Media.Kind.AUDIO;
        }
        if (type.startsWith("video/")) {
            return Part.Media.Kind.VIDEO;
        }
        return type.isEmpty() || type.startsWith("image/") ? Part.Media.Kind.IMAGE : Part.Media.Kind.FILE;
    }
}
