package io.piuptime.dialects.embed.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one dialect calls the purposes.
 *
 * @param exact what has a word of its own
 * @param near the nearest word for what has none
 */
public record Words(Map<Purpose, String> exact, Map<Purpose, String> near) {
    public static final Words GEMINI = new Words(
            Map.of(
                    Purpose.QUERY, "RETRIEVAL_QUERY",
                    Purpose.DOCUMENT, "RETRIEVAL_DOCUMENT",
                    Purpose.SIMILARITY, "SEMANTIC_SIMILARITY",
                    Purpose.CLASSIFICATION, "CLASSIFICATION",
                    Purpose.CLUSTERING, "CLUSTERING",
                    Purpose.QUESTION_ANSWERING, "QUESTION_ANSWERING",
                    Purpose.FACT_VERIFICATION, "FACT_VERIFICATION",
                    Purpose.CODE_QUERY, "CODE_RETRIEVAL_QUERY"),
            Map.of());

    public static final Words COHERE = new Words(
            Map.of(
                    Purpose.QUERY, "search_query",
                    Purpose.DOCUMENT, "search_document",
                    Purpose.CLASSIFICATION, "classification",
                    Purpose.CLUSTERING, "clustering"),
            Map.of(
                    Purpose.SIMILARITY, "clustering",
                    Purpose.QUESTION_ANSWERING, "search_query",
                    Purpose.FACT_VERIFICATION, "search_query",
                    Purpose.CODE_QUERY, "search_query"));

    public static final Words VOYAGE = new Words(
            Map.of(Purpose.QUERY, "query", Purpose.DOCUMENT, "document"),
            Map.of(
                    Purpose.QUESTION_ANSWERING, "query",
                    Purpose.FACT_VERIFICATION, "query",
                    Purpose.CODE_QUERY, "query"));

    public static final Words JINA = new Words(
            Map.of(
                    Purpose.QUERY, "retrieval.query",
                    Purpose.DOCUMENT, "retrieval.passage",
                    Purpose.SIMILARITY, "text-matching",
                    Purpose.CLASSIFICATION, "classification",
                    Purpose.CLUSTERING, "separation"),
            Map.of(
                    Purpose.QUESTION_ANSWERING, "retrieval.query",
                    Purpose.FACT_VERIFICATION, "retrieval.query",
                    Purpose.CODE_QUERY, "retrieval.query"));

    public static final Words NOVA = new Words(
            Map.of(
                    Purpose.QUERY, "GENERIC_RETRIEVAL",
                    Purpose.DOCUMENT, "GENERIC_INDEX",
                    Purpose.CLASSIFICATION, "CLASSIFICATION",
                    Purpose.CLUSTERING, "CLUSTERING"),
            Map.of(
                    Purpose.SIMILARITY, "CLUSTERING",
                    Purpose.QUESTION_ANSWERING, "TEXT_RETRIEVAL",
                    Purpose.FACT_VERIFICATION, "TEXT_RETRIEVAL",
                    Purpose.CODE_QUERY, "TEXT_RETRIEVAL"));

    private static final Map<String, Purpose> BY_NAME = Arrays.stream(Purpose.values())
            .collect(Collectors.toUnmodifiableMap(
                    purpose -> purpose.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** The purpose that a word names in this dialect. */
    public Optional<Purpose> purpose(String word) {
        return exact.entrySet().stream()
                .filter(entry -> entry.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The purpose that a word names in any of the dialects that write it beside OpenAI's members. */
    public static Optional<Purpose> any(String word) {
        return Stream.of(VOYAGE, JINA, COHERE)
                .flatMap(words -> words.purpose(word).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(BY_NAME.get(word)));
    }

    /** The word for a purpose; one that is only near is noted, and so is a purpose without any. */
    public Optional<String> write(Purpose purpose, Drops drops) {
        Optional<String> own = Optional.ofNullable(exact.get(purpose));
        if (own.isEmpty()) {
            drops.add(Feature.INPUT_TYPE);
        }
        return own.or(() -> Optional.ofNullable(near.get(purpose)));
    }

    /** What is to be done with too long an input, as most write it. */
    public static Optional<Truncation> truncation(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "NONE" -> Optional.of(Truncation.NONE);
            case "START" -> Optional.of(Truncation.START);
            case "END" -> Optional.of(Truncation.END);
            default -> Optional.empty();
        };
    }
}
