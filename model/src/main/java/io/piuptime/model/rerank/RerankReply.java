package io.piuptime.model.rerank;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.chat.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Documents in order.
 *
 * @param id given by the provider, or empty
 * @param model as the provider names what answered, or empty
 * @param results the best first
 * @param extras members that the canonical form does not name, as {@code dialect} writes them
 */
public record RerankReply(
        String id, String model, List<Result> results, Usage usage, Map<String, Json> extras, String dialect) {
    /**
     * One document.
     *
     * @param index of the document in the request
     * @param score a number, as it was written
     */
    public record Result(int index, Json score, Optional<RerankRequest.Document> document) {}

    /** What it cost, as far as the provider tells. */
    public record Usage(OptionalLong tokens, OptionalLong searchUnits) {
        public static final Usage NONE = new Usage(OptionalLong.empty(), OptionalLong.empty());
    }

    public RerankReply {
        requireNonNull(id, "id");
        requireNonNull(model, "model");
        results = List.copyOf(results);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        requireNonNull(dialect, "dialect");
    }
}
