package io.piuptime.dialects.chat;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as trees. Numbers with fractions keep every digit. */
public final class Trees {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(256)
                            .maxStringLength(64 << 20)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Trees() {}

    /**
     * Reads one JSON value.
     *
     * @throws JacksonException when it is none
     */
    public static JsonNode read(Bytes bytes) {
        try {
            return MAPPER.readTree(bytes.array(), bytes.from(), bytes.length());
        } catch (NumberFormatException e) {
            throw new StreamReadException(e.getMessage());
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws JacksonException when it is none
     */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (NumberFormatException e) {
            // a number that no memory would hold
            throw new StreamReadException(e.getMessage());
        }
    }

    /** The tree of a value that is known to be well-formed. */
    public static JsonNode node(Json json) {
        return read(json.text());
    }

    public static Json json(JsonNode node) {
        return new Json(MAPPER.writeValueAsString(node));
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }
}
