package io.piuptime.model.embed;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.chat.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wish for vectors.
 *
 * @param model as the dialect writes it
 * @param inputs each becomes a vector, in order
 * @param extras members that the canonical form does not name, by name, as {@code dialect} writes them
 * @param dialect that it was read from
 */
public record EmbedRequest(
        String model, List<EmbedInput> inputs, Form form, Use use, Map<String, Json> extras, String dialect) {
    /**
     * How vectors are to be.
     *
     * @param dimensions of each; as many as the model likes if absent
     * @param encodings each vector comes in all of them; plain floats if there are none
     */
    public record Form(OptionalLong dimensions, List<Encoding> encodings) {
        public static final Form DEFAULT = new Form(OptionalLong.empty(), List.of());

        public Form {
            encodings = List.copyOf(encodings);
        }

        /** The encoding that a caller gets who can have one only. */
        public Encoding first() {
            return encodings.isEmpty() ? Encoding.PLAIN : encodings.getFirst();
        }
    }

    /**
     * How a vector is written.
     *
     * @param packed whether it comes as bytes in base64 instead of a list of numbers
     */
    public record Encoding(VectorType type, boolean packed) {
        public static final Encoding PLAIN = new Encoding(VectorType.FLOAT, false);
    }

    /**
     * What the vectors are for.
     *
     * @param user the end user, for abuse detection
     */
    public record Use(Optional<Purpose> purpose, Optional<Truncation> truncation, Optional<String> user) {
        public static final Use DEFAULT = new Use(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public EmbedRequest {
        requireNonNull(model, "model");
        inputs = List.copyOf(inputs);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        requireNonNull(dialect, "dialect");
    }

    /** The same wish to another model. */
    public EmbedRequest forModel(String other) {
        return new EmbedRequest(other, inputs, form, use, extras, dialect);
    }

    /** The same wish in requests of at most so many inputs. */
    public List<EmbedRequest> split(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 or more)");
        }
        if (inputs.size() <= most) {
            return List.of(this);
        }
        List<EmbedRequest> pieces = new ArrayList<>();
        for (int from = 0; from < inputs.size(); from += most) {
            List<EmbedInput> some = inputs.subList(from, Math.min(inputs.size(), from + most));
            pieces.add(new EmbedRequest(model, some, form, use, extras, dialect));
        }
        return pieces;
    }
}
