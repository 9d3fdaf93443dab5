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
 * A wish to have documents put in order by how much they say about a query.
 *
 * @param model as the dialect writes it
 * @param extras members that the canonical form does not name, by name, as {@code dialect} writes them
 * @param dialect that it was read from
 */
public record RerankRequest(
        String model, String query, List<Document> documents, Limits limits, Map<String, Json> extras, String dialect) {
    /** What is put in order. */
    public sealed interface Document {
        /** Words. */
        record Text(String text) implements Document {}

        /** An object with several members, such as a title and a text. */
        record Fields(Json object) implements Document {}
    }

    /**
     * What is wanted of the order.
     *
     * @param topN how many of the best are told; all if absent
     * @param withDocuments whether the answer repeats them
     * @param rankFields members of the documents that count, in order; all if empty
     * @param maxChunks pieces into which a document is cut at most
     * @param maxTokens of a document, beyond which it is cut
     * @param truncation whether documents that are too long are cut; otherwise they are an error
     */
    public record Limits(
            OptionalLong topN,
            Optional<Boolean> withDocuments,
            List<String> rankFields,
            OptionalLong maxChunks,
            OptionalLong maxTokens,
            Optional<Boolean> truncation) {
        public static final Limits NONE = new Limits(
                OptionalLong.empty(),
                Optional.empty(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());

        public Limits {
            rankFields = List.copyOf(rankFields);
        }
    }

    public RerankRequest {
        requireNonNull(model, "model");
        requireNonNull(query, "query");
        documents = List.copyOf(documents);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        requireNonNull(dialect, "dialect");
    }

    /** The same wish to another model. */
    public RerankRequest forModel(String other) {
        return new RerankRequest(other, query, documents, limits, extras, dialect);
    }
}
