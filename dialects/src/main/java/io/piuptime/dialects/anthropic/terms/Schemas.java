package io.piuptime.dialects.anthropic.terms;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as Anthropic takes them for answers that have to follow one. */
public final class Schemas {
    private Schemas() {}

    /** Says of every object that it has no other members, which is asked for outright; others take it for granted. */
    public static JsonNode closed(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.values().forEach(Schemas::close);
    }

    /** A tool's schema, which has to be that of an object. */
    public static JsonNode ofObject(JsonNode schema) {
        if (!(schema instanceof ObjectNode object) || object.has("type")) {
            return schema;
        }
        return object.deepCopy().put("type", "object");
    }
}
