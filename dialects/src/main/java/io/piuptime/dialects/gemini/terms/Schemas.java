package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Translates between JSON Schema and Gemini's own {@code Schema}, a part of OpenAPI 3.0 with types in capitals. */
public final class Schemas {
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

    /** What Gemini's {@code Schema} names and takes as it is; anything else is refused by it. */
    private static final Set<String> SAME = Set.of(
            "title",
            "description",
            "enum",
            "required",
            "minimum",
            "maximum",
            "pattern",
            "example",
            "propertyOrdering",
            "default",
            "format");

    private static final Set<String> FORMATS =
            Set.of("float", "double", "int32", "int64", "enum", "date-time", "date", "time", "byte");

    private static final List<String> NUMBERED =
            List.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");

    private Schemas() {}

    /** Gemini's form as JSON Schema. */
    public static JsonNode read(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode read = Trees.object();
        schema.properties().forEach(member -> {
            String name = Camel.name(member.getKey());
            JsonNode value = member.getValue();
            switch (name) {
                case "type" -> read.set(name, lower(named(value)));
                case "nullable" -> {}
                case "items" -> read.set(name, read(value));
                case "anyOf" -> read.set(name, readAll(value));
                case "properties" -> read.set(name, readProperties(value));
                default -> read.set(name, COUNTS.contains(name) ? number(value) : value);
            }
        });
        if (schema.path("nullable").asBoolean(false) && read.path("type").isString()) {
            String type = read.path("type").stringValue();
            read.putArray("type").add(type).add("null");
        }
        return read;
    }

    /** JSON Schema in Gemini's form; what that cannot say is left out. */
    public static JsonNode write(JsonNode schema, Feature whose, Drops drops) {
        ObjectNode written = Trees.object();
        schema.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            switch (name) {
                case "type" -> writeType(value, written);
                case "items" -> written.set(name, write(value, whose, drops));
                case "anyOf", "oneOf" -> written.set("anyOf", writeAll(value, whose, drops));
                case "properties" -> written.set(name, writeProperties(value, whose, drops));
                case "const" -> written.putArray("enum").add(value.asString(""));
                case "format" -> set(written, name, value, FORMATS.contains(value.asString("")), whose, drops);
                default -> set(written, name, value, SAME.contains(name) || COUNTS.contains(name), whose, drops);
            }
        });
        return written;
    }

    private static void set(
            ObjectNode written, String name, JsonNode value, boolean known, Feature whose, Drops drops) {
        if (known) {
            written.set(name, value);
        } else if (!name.equals("$schema") && !name.equals("format")) {
            drops.add(whose, name);
        }
    }

    private static JsonNode lower(JsonNode type) {
        if (!type.isString()) {
            return type;
        }
        return Trees.array().add(type.stringValue().toLowerCase(Locale.ROOT)).get(0);
    }

    private static JsonNode number(JsonNode value) {
        boolean digits = value.isString()
                && !value.stringValue().isEmpty()
                && value.stringValue().length() < 18
                && value.stringValue().chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Trees.read(Long.toString(Long.parseLong(value.stringValue()))) : value;
    }

    /** The name of a type, for which some clients send its number. */
    private static JsonNode named(JsonNode type) {
        int number = type.isIntegralNumber() ? type.asInt(0) : 0;
        return number > 0 && number <= NUMBERED.size() ? StringNode.valueOf(NUMBERED.get(number - 1)) : type;
    }

    private static JsonNode readAll(JsonNode values) {
        ArrayNode all = Trees.array();
        values.values().forEach(value -> all.add(read(value)));
        return all;
    }

    private static JsonNode readProperties(JsonNode properties) {
        ObjectNode all = Trees.object();
        properties.properties().forEach(member -> all.set(member.getKey(), read(member.getValue())));
        return all;
    }

    private static JsonNode writeAll(JsonNode values, Feature whose, Drops drops) {
        ArrayNode all = Trees.array();
        values.values().forEach(value -> all.add(write(value, whose, drops)));
        return all;
    }

    private static JsonNode writeProperties(JsonNode properties, Feature whose, Drops drops) {
        ObjectNode all = Trees.object();
        properties.properties().forEach(member -> all.set(member.getKey(), write(member.getValue(), whose, drops)));
        return all;
    }

    private static void writeType(JsonNode type, ObjectNode written) {
        List<String> names = (type.isArray() ? List.copyOf(type.values()) : List.of(type))
                .stream().map(name -> name.asString("")).toList();
        if (names.contains("null") && names.size() > 1) {
            written.put("nullable", true);
        }
        List<String> others = names.stream()
                .filter(name -> names.size() == 1 || !name.equals("null"))
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
        if (others.size() == 1) {
            written.put("type", others.getFirst());
        } else {
            others.forEach(name -> written.withArray("anyOf").addObject().put("type", name));
        }
    }
}
