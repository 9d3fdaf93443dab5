package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A question in one piece, and the target that gets it. JSON is written with single quotes. */
record Asked(Operation operation, Wire wire, String baseUrl, String model, boolean strict) {
    private static final Tongues TONGUES = Speakers.tongues();

    static Asked of(Operation operation, Wire wire, String model) {
        return new Asked(operation, wire, "https://upstream.example/v1", model, false);
    }

    Asked at(String url) {
        return new Asked(operation, wire, url, model, strict);
    }

    Asked strictly() {
        return new Asked(operation, wire, baseUrl, model, true);
    }

    /** What becomes of it. */
    Outbound outbound(String body) {
        RequestFacts facts = new RequestFacts("m", 9, 12, false, true, Optional.empty());
        RequestFacts found = operation.namesModelInPath() ? facts.inPath("m", false) : facts;
        Speech speech = new Speech(wire, baseUrl, Signing.NONE, Map.of());
        Provider provider = new Provider(
                "upstream", List.of(speech), Map.of(), Map.of(), Habits.NONE, Map.of(), Provider.Connection.DEFAULT);
        return TONGUES.of(new Question(operation, found, Bytes.utf8(body.replace('\'', '"')), "", strict))
                .to(new Target(provider, model));
    }

    Outbound.Request request(String body) {
        return (Outbound.Request) outbound(body);
    }

    /** The answer of the target as the caller gets it. */
    Replies.Whole answer(String body, int status, String reply) {
        return request(body).replies().whole(status, Bytes.utf8(reply.replace('\'', '"')));
    }

    static JsonNode body(Outbound.Request request) {
        StringBuilder text = new StringBuilder();
        request.pieces().forEach(text::append);
        return Trees.read(text.toString());
    }

    static JsonNode tree(String json) {
        return Trees.read(json.replace('\'', '"'));
    }
}
