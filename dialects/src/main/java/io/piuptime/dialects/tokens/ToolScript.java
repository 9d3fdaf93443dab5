package io.piuptime.dialects.tokens;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Tool;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Writes tools as OpenAI shows them to its models: as declarations of a script. */
final class ToolScript {
    private static final int DEEPEST = 16;

    private ToolScript() {}

    static String of(List<Tool> tools) {
        StringBuilder script = new StringBuilder("namespace functions {\n\n");
        for (Tool tool : tools) {
            switch (tool) {
                case Tool.Function function -> function(function, script);
                case Tool.Custom custom ->
                    script.append("// ")
                            .append(custom.description().orElse(""))
                            .append("\ntype ")
                            .append(custom.name())
                            .append(" = (FREEFORM) => any;\n\n")
                            .append(custom.format().map(Json::text).orElse(""));
                case Tool.Native own -> script.append(own.json().text());
            }
        }
        return script.append("} // namespace functions").toString();
    }

    private static void function(Tool.Function function, StringBuilder script) {
        function.description().ifPresent(text -> comment(text, script));
        script.append("type ").append(function.name()).append(" = (");
        JsonNode parameters = function.parameters().map(ToolScript::tree).orElseGet(Trees::object);
        if (!parameters.path("properties").isEmpty()) {
            script.append("_: {\n");
            members(parameters, script, 1);
            script.append('}');
        }
        script.append(") => any;\n\n");
    }

    private static JsonNode tree(Json schema) {
        try {
            return Trees.read(schema.text());
        } catch (JacksonException _) {
            return Trees.object();
        }
    }

    private static void members(JsonNode object, StringBuilder script, int depth) {
        Set<String> required = new HashSet<>();
        object.path("required").forEach(name -> required.add(name.asString("")));
        object.path("properties").forEachEntry((name, schema) -> {
            String text = schema.path("description").asString("");
            if (!text.isEmpty()) {
                comment(text, script);
            }
            script.append(name).append(required.contains(name) ? ": " : "?: ");
            type(schema, script, depth);
            script.append(",\n");
        });
    }

    private static void type(JsonNode schema, StringBuilder script, int depth) {
        JsonNode choices = schema.path("anyOf");
        if (schema.path("enum").isArray()) {
            StringJoiner values = new StringJoiner(" | ");
            schema.path("enum").forEach(value -> values.add(value.toString()));
            script.append(values);
        } else if (choices.isArray() && depth < DEEPEST) {
            for (int at = 0; at < choices.size(); at++) {
                script.append(at == 0 ? "" : " | ");
                type(choices.get(at), script, depth + 1);
            }
        } else {
            named(schema, script, depth);
        }
    }

    private static void named(JsonNode schema, StringBuilder script, int depth) {
        String type = schema.path("type").asString("any");
        switch (type) {
            case "object" -> {
                if (schema.path("properties").isEmpty() || depth >= DEEPEST) {
                    script.append("object");
                } else {
                    script.append("{\n");
                    members(schema, script, depth + 1);
                    script.append('}');
                }
            }
            case "array" -> {
                if (depth < DEEPEST && schema.path("items").isObject()) {
                    type(schema.path("items"), script, depth + 1);
                } else {
                    script.append("any");
                }
                script.append("[]");
            }
            case "integer" -> script.append("number");
            default -> script.append(type);
        }
    }

    private static void comment(String text, StringBuilder script) {
        script.append("// ").append(text.replace("\n", "\n// ")).append('\n');
    }
}
