package io.piuptime.dialects.schema;

import io.piuptime.dialects.chat.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages of protocol buffers, as JSON Schema of their JSON form. Messages within others are named {@code Outer.Inner}. */
final class ProtoFile {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[\\w.]+|[^\\s\\w]");
    private static final Pattern COMMENT =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("string", "{\"type\":\"string\"}"),
            Map.entry("bytes", "{\"type\":\"string\"}"),
            Map.entry("bool", "{\"type\":\"boolean\"}"),
            Map.entry("int32", "{\"type\":\"integer\"}"),
            Map.entry("int64", "{\"type\":[\"integer\",\"string\"]}"),
            Map.entry("float", "{\"type\":\"number\"}"),
            Map.entry("double", "{\"type\":\"number\"}"),
            Map.entry("google.protobuf.Struct", "{\"type\":\"object\"}"),
            Map.entry("google.protobuf.ListValue", "{\"type\":\"array\"}"),
            Map.entry("google.protobuf.Timestamp", "{\"type\":\"string\"}"),
            Map.entry("google.protobuf.Duration", "{\"type\":\"string\"}"));

    private final ObjectNode definitions;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private ProtoFile(ObjectNode definitions, String text) {
        this.definitions = definitions;
        Matcher matcher = TOKEN.matcher(COMMENT.matcher(text).replaceAll("$1 "));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    /** Definitions of all the files, whose names may refer to each other. */
    static ObjectNode definitions(List<String> files) {
        ObjectNode definitions = Trees.object();
        files.forEach(text -> new ProtoFile(definitions, text).read());
        definitions.properties().forEach(entry -> resolve(entry.getKey(), entry.getValue(), definitions));
        return definitions;
    }

    private void read() {
        while (at < tokens.size()) {
            switch (next()) {
                case "message" -> message("");
                case "enum" -> enumeration("");
                case "service" -> skipTo("}");
                default -> skipTo(";");
            }
        }
    }

    private void message(String scope) {
        String name = scope + next();
        ObjectNode schema = definitions.putObject(name);
        schema.put("type", "object");
        schema.putObject("properties");
        schema.putArray("required");
        schema.putArray(Contract.ONE_OF);
        schema.putObject(Contract.ALSO);
        schema.put("additionalProperties", false);
        expect("{");
        while (!peek().equals("}")) {
            member(name + ".", schema);
        }
        expect("}");
    }

    private void member(String scope, ObjectNode schema) {
        switch (peek()) {
            case "message" -> {
                next();
                message(scope);
            }
            case "enum" -> {
                next();
                enumeration(scope);
            }
            case "oneof" -> {
                next();
                next();
                expect("{");
                ArrayNode group = ((ArrayNode) schema.path(Contract.ONE_OF)).addArray();
                while (!peek().equals("}")) {
                    group.add(field(schema));
                }
                expect("}");
            }
            case "reserved", "option" -> skipTo(";");
            default -> field(schema);
        }
    }

    private String field(ObjectNode schema) {
        String type = next();
        boolean many = type.equals("repeated");
        if (many || type.equals("optional")) {
            type = next();
        }
        ObjectNode value = Trees.object();
        if (type.equals("map")) {
            expect("<");
            next();
            expect(",");
            value.put("type", "object");
            value.putObject("additionalProperties").put("$ref", next());
            expect(">");
        } else if (many) {
            value.put("type", "array");
            value.putObject("items").put("$ref", type);
        } else {
            value.put("$ref", type);
        }
        String written = next();
        String name = camel(written);
        ((ObjectNode) schema.path("properties")).set(name, value);
        if (!name.equals(written)) {
            ((ObjectNode) schema.path("properties")).set(written, value.deepCopy());
            ((ObjectNode) schema.path(Contract.ALSO)).put(name, written);
        }
        int from = at;
        skipTo(";");
        if (tokens.subList(from, at).contains("REQUIRED")) {
            ((ArrayNode) schema.path("required")).add(name);
        }
        return name;
    }

    private void enumeration(String scope) {
        ObjectNode schema = definitions.putObject(scope + next());
        ArrayNode values = schema.putArray("enum");
        expect("{");
        while (!peek().equals("}")) {
            String name = next();
            if (!name.equals("option") && !name.equals("reserved")) {
                values.add(name);
                expect("=");
                values.add(Integer.parseInt(peek()));
            }
            skipTo(";");
        }
        expect("}");
    }

    /** Passes over everything up to a token outside of braces, or the one that closes them. */
    private void skipTo(String end) {
        int depth = 0;
        while (true) {
            String token = next();
            if (token.equals("{")) {
                depth++;
            } else if (token.equals("}")) {
                depth--;
            }
            if (depth == 0 && token.equals(end)) {
                return;
            }
        }
    }

    private String peek() {
        return tokens.get(at);
    }

    private String next() {
        return tokens.get(at++);
    }

    private void expect(String token) {
        String found = next();
        if (!found.equals(token)) {
            throw new IllegalArgumentException(found + " (expected: " + token + ")");
        }
    }

    /** Replaces names of types by what they mean within a message. */
    private static void resolve(String scope, JsonNode within, ObjectNode definitions) {
        for (JsonNode inner : within.values()) {
            if (inner instanceof ObjectNode schema && schema.has("$ref")) {
                String type = schema.path("$ref").stringValue();
                schema.remove("$ref");
                if (KNOWN.containsKey(type)) {
                    schema.setAll((ObjectNode) Trees.read(KNOWN.getOrDefault(type, "{}")));
                } else if (!type.startsWith("google.")) {
                    schema.put("$ref", "#/" + find(scope, type, definitions));
                }
            } else {
                resolve(scope, inner, definitions);
            }
        }
    }

    private static String find(String scope, String type, ObjectNode definitions) {
        String around = scope;
        while (!around.isEmpty()) {
            if (definitions.has(around + "." + type)) {
                return around + "." + type;
            }
            around = around.substring(0, Math.max(0, around.lastIndexOf('.')));
        }
        return type;
    }

    private static String camel(String name) {
        return Pattern.compile("_(\\w)")
                .matcher(name)
                .replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}
