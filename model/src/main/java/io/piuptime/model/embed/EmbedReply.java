package io.piuptime.model.embed;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.chat.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Vectors for inputs.
 *
 * @param id given by the provider, or empty
 * @param model as the provider names what answered, or empty
 * @param vectors in the order of the inputs, and of one input in the order of the encodings
 * @param extras members that the canonical form does not name, as {@code dialect} writes them
 */
public record EmbedReply(
        String id,
        String model,
        List<Vector> vectors,
        Optional<Usage> usage,
        Map<String, Json> extras,
        String dialect) {
    /**
     * One input's vector in one encoding.
     *
     * @param input number of the input, from 0
     */
    public record Vector(int input, VectorType type, Values values) {}

    /** The numbers of a vector as their provider wrote them, so that not a digit is lost. */
    public sealed interface Values {
        /** A list of numbers. */
        record Numbers(Json list) implements Values {}

        /** Bytes in base64: floats of four bytes, the least first, or numbers of one byte. */
        record Packed(String base64) implements Values {}
    }

    /**
     * What it cost.
     *
     * @param tokens all of them
     * @param imageTokens of them, for images
     */
    public record Usage(long tokens, long imageTokens) {}

    public EmbedReply {
        requireNonNull(id, "id");
        requireNonNull(model, "model");
        vectors = List.copyOf(vectors);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        requireNonNull(dialect, "dialect");
    }

    /**
     * The answer to a wish that went out in pieces: vectors are numbered through and usage is summed.
     *
     * @param replies in the order of the pieces, at least one
     * @param sizes how many inputs each piece had
     */
    public static EmbedReply joined(List<EmbedReply> replies, List<Integer> sizes) {
        EmbedReply first = replies.getFirst();
        List<Vector> all = new ArrayList<>();
        Optional<Usage> usage = Optional.empty();
        int from = 0;
        for (int i = 0; i < replies.size(); i++) {
            EmbedReply reply = replies.get(i);
            for (Vector vector : reply.vectors()) {
                all.add(new Vector(from + vector.input(), vector.type(), vector.values()));
            }
            usage = sum(usage, reply.usage());
            from += sizes.get(i);
        }
        return new EmbedReply(first.id(), first.model(), all, usage, first.extras(), first.dialect());
    }

    private static Optional<Usage> sum(Optional<Usage> one, Optional<Usage> other) {
        if (one.isEmpty()) {
            return other;
        }
        Usage sum = other.map(more ->
                        new Usage(one.get().tokens() + more.tokens(), one.get().imageTokens() + more.imageTokens()))
                .orElse(one.get());
        return Optional.of(sum);
    }
}
