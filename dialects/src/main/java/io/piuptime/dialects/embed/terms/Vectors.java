package io.piuptime.dialects.embed.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import io.piuptime.model.embed.EmbedReply.Values;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.VectorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Reads vectors, and writes them in the encoding that is asked for. */
public final class Vectors {
    private Vectors() {}

    /** Reads a list of numbers, or bytes in base64. */
    public static Values read(JsonNode value, VectorType type, String path) {
        if (value.isString()) {
            Optional<byte[]> bytes = bytes(value.stringValue());
            if (bytes.isEmpty() || (type == VectorType.FLOAT && bytes.get().length % Float.BYTES != 0)) {
                throw Members.wrong(path, value, "numbers, or floats of four bytes in base64");
            }
            return new Values.Packed(value.stringValue());
        }
        if (!value.isArray() || value.values().stream().anyMatch(number -> !number.isNumber())) {
            throw Members.wrong(path, value, "list of numbers");
        }
        return new Values.Numbers(Trees.json(value));
    }

    /** The vector of an input in a type; the first that there is if there is none of that type. */
    public static Optional<Vector> find(List<Vector> vectors, VectorType type, Drops drops) {
        Optional<Vector> found =
                vectors.stream().filter(vector -> vector.type() == type).findFirst();
        if (found.isEmpty() && !vectors.isEmpty()) {
            drops.add(Feature.ENCODING);
            return Optional.of(vectors.getFirst());
        }
        return found;
    }

    /** A vector as it is asked for. */
    public static JsonNode write(Vector vector, Encoding encoding, Drops drops) {
        return encoding.packed() ? StringNode.valueOf(packed(vector)) : list(vector, drops);
    }

    /** A vector as a list of numbers. */
    public static JsonNode list(Vector vector, Drops drops) {
        return switch (vector.values()) {
            case Values.Numbers numbers -> Trees.node(numbers.list());
            case Values.Packed packed -> Trees.node(new Json(numbers(packed.base64(), vector.type(), drops)));
        };
    }

    private static String packed(Vector vector) {
        return switch (vector.values()) {
            case Values.Packed packed -> packed.base64();
            case Values.Numbers numbers -> {
                JsonNode list = Trees.node(numbers.list());
                boolean floats = vector.type() == VectorType.FLOAT;
                ByteBuffer bytes = ByteBuffer.allocate(list.size() * (floats ? Float.BYTES : 1))
                        .order(ByteOrder.LITTLE_ENDIAN);
                for (JsonNode number : list) {
                    if (floats) {
                        bytes.putFloat((float) number.doubleValue());
                    } else {
                        bytes.put((byte) number.intValue());
                    }
                }
                yield Base64.getEncoder().encodeToString(bytes.array());
            }
        };
    }

    private static String numbers(String base64, VectorType type, Drops drops) {
        byte[] array = bytes(base64).orElseGet(() -> new byte[0]);
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder list = new StringBuilder("[");
        while (bytes.remaining() >= (type == VectorType.FLOAT ? Float.BYTES : 1)) {
            if (list.length() > 1) {
                list.append(',');
            }
            switch (type) {
                case FLOAT -> number(bytes.getFloat(), list, drops);
                case INT8, BINARY -> list.append(bytes.get());
                case UINT8, UBINARY -> list.append(bytes.get() & 0xff);
            }
        }
        return list.append(']').toString();
    }

    /** JSON has no word for what is not finite. */
    private static void number(float number, StringBuilder list, Drops drops) {
        if (Float.isFinite(number)) {
            list.append(number);
        } else {
            drops.add(Feature.NOT_A_NUMBER);
            list.append("0.0");
        }
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The type of a word; {@code base64} is of floats. */
    public static Optional<VectorType> type(String word) {
        if (word.equals("base64")) {
            return Optional.of(VectorType.FLOAT);
        }
        for (VectorType type : VectorType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
