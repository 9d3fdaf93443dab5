package io.piuptime.dialects.anthropic.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of a JSON schema one that Anthropic holds answers to: objects say that they have no other members, and limits of
 * numbers, lengths and counts, which it refuses, are left out.
 */
public final class StrictSchema {
    private static final List<String> REFUSED = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    /** Members whose values are schemas by name. */
    private static final List<String> NAMED = List.of("properties", "$defs", "definitions");

    private final Feature whose;
    private final Drops drops;

    /**
     * Changes schemas.
     *
     * @param whose schemas they are
     */
    public StrictSchema(Feature whose, Drops drops) {
        this.whose = whose;
        this.drops = drops;
    }

    /** A tool's schema, which has to be that of an object. */
    public static JsonNode ofObject(JsonNode schema) {
        if (!(schema instanceof ObjectNode object) || object.has("type")) {
            return schema;
        }
        return object.deepCopy().put("type", "object");
    }

    public JsonNode of(Json schema) {
        JsonNode tree = Trees.node(schema);
        change(tree);
        return tree;
    }

    private void change(JsonNode node) {
        if (node.isArray()) {
            node.forEach(this::change);
        } else if (node instanceof ObjectNode schema) {
            REFUSED.forEach(keyword -> {
                if (schema.remove(keyword) != null) {
                    drops.add(whose, keyword);
                }
            });
            if (schema.path("minItems").asInt(0) > 1) {
                schema.remove("minItems");
                drops.add(whose, "minItems");
            }
            if (schema.has("properties") || schema.path("type").asString("").equals("object")) {
                closed(schema);
            }
            schema.properties().forEach(member -> changeMember(member.getKey(), member.getValue()));
        }
    }

    private void closed(ObjectNode schema) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject() || others.asBoolean(false)) {
            drops.add(whose, "additionalProperties");
        }
        schema.put("additionalProperties", false);
    }

    private void changeMember(String member, JsonNode value) {
        if (NAMED.contains(member)) {
            value.forEach(this::change);
        } else if (!List.of("enum", "const", "default", "examples").contains(member)) {
            change(value);
        }
    }
}
