package io.piuptime.dialects.schema;

import io.piuptime.dialects.chat.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of an AWS service, as JSON Schema. */
final class AwsShapes {
    private AwsShapes() {}

    static ObjectNode definitions(JsonNode service) {
        ObjectNode definitions = Trees.object();
        service.path("shapes").properties().forEach(shape -> definitions.set(shape.getKey(), schema(shape.getValue())));
        return definitions;
    }

    private static ObjectNode schema(JsonNode shape) {
        ObjectNode schema = Trees.object();
        switch (shape.path("type").asString("")) {
            case "structure" -> structure(shape, schema);
            case "list" -> {
                schema.put("type", "array");
                schema.set("items", reference(shape.path("member")));
                range(shape, schema, "minItems", "maxItems");
            }
            case "map" -> {
                schema.put("type", "object");
                schema.set("additionalProperties", reference(shape.path("value")));
            }
            case "string" -> {
                schema.put("type", "string");
                if (shape.has("enum")) {
                    schema.set("enum", shape.path("enum"));
                }
                if (shape.has("pattern")) {
                    schema.put("pattern", "^(?:" + shape.path("pattern").stringValue() + ")$");
                }
                range(shape, schema, "minLength", "maxLength");
            }
            case "blob" -> schema.put("type", "string");
            case "boolean" -> schema.put("type", "boolean");
            case "integer", "long" -> {
                schema.put("type", "integer");
                range(shape, schema, "minimum", "maximum");
            }
            case "float", "double" -> {
                schema.put("type", "number");
                range(shape, schema, "minimum", "maximum");
            }
            default -> {
                // a time has several forms
            }
        }
        return schema;
    }

    private static void structure(JsonNode shape, ObjectNode schema) {
        if (shape.has("document")) {
            return;
        }
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        shape.path("members").properties().forEach(member -> {
            if (!member.getValue().has("location")) {
                properties.set(member.getKey(), reference(member.getValue()));
            }
        });
        shape.path("required").values().forEach(name -> {
            if (properties.has(name.stringValue())) {
                required.add(name);
            }
        });
        schema.put("additionalProperties", false);
        if (shape.has("union") || shape.has("eventstream")) {
            schema.put(Contract.UNION, true);
        }
    }

    private static ObjectNode reference(JsonNode member) {
        return Trees.object().put("$ref", member.path("shape").stringValue());
    }

    private static void range(JsonNode shape, ObjectNode schema, String least, String most) {
        if (shape.has("min")) {
            schema.set(least, shape.path("min"));
        }
        if (shape.has("max")) {
            schema.set(most, shape.path("max"));
        }
    }
}
