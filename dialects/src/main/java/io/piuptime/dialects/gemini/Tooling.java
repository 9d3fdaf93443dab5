package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.dialects.gemini.terms.Schemas;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes what may be called. What the canonical form does not name of it is put aside. */
final class Tooling {
    /** Under it lies what functions say beyond the canonical form, by name of function. */
    static final String ASIDE = "functionDeclarations";

    private Tooling() {}

    static Tools read(Members body, Map<String, Json> aside) {
        List<Tool> offered = new ArrayList<>();
        ObjectNode more = Trees.object();
        for (Members tool : Camel.objects(body, "tools")) {
            for (Members function : Camel.objects(tool, ASIDE)) {
                offered.add(function(function, more));
            }
            tool.rest().forEach((name, json) -> offered.add(new Tool.Native(Words.NAME, name, name, json)));
        }
        if (!more.isEmpty()) {
            aside.put(ASIDE, Trees.json(more));
        }
        return new Tools(offered, choice(body, aside), Optional.empty());
    }

    static void write(ChatRequest request, ObjectNode body, boolean jsonSchema, Drops drops) {
        boolean own = request.dialect().equals(Words.NAME);
        JsonNode more = Optional.ofNullable(own ? request.extras().get(ASIDE) : null)
                .map(Trees::node)
                .orElseGet(Trees::object);
        ArrayNode tools = Trees.array();
        ArrayNode functions = Trees.array();
        for (Tool tool : request.tools().offered()) {
            if (tool instanceof Tool.Native whole) {
                if (!whole.dialect().equals(Words.NAME)) {
                    drops.add(Feature.NATIVE_TOOL);
                    continue;
                }
                functions = Trees.array();
                tools.addObject().set(whole.kind(), Trees.node(whole.json()));
                continue;
            }
            if (functions.isEmpty()) {
                functions = tools.addObject().putArray(ASIDE);
            }
            ObjectNode function = functions.addObject();
            function(tool, function, jsonSchema, drops);
            if (!own && !function.has("description")) {
                // it has to have one
                function.put("description", tool.name());
            }
            more.path(tool.name()).properties().forEach(member -> function.set(member.getKey(), member.getValue()));
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        if (request.tools().parallel().filter(allowed -> !allowed).isPresent()) {
            drops.add(Feature.PARALLEL_CALLS);
        }
        Optional.ofNullable(own ? request.extras().get("toolConfig") : null)
                .ifPresent(rest -> body.set("toolConfig", Trees.node(rest)));
        request.tools().choice().ifPresent(choice -> writeChoice(choice, body));
    }

    private static Tool function(Members function, ObjectNode more) {
        String name = function.needText("name");
        Optional<Json> plain = function.node("parametersJsonSchema").map(Trees::json);
        Optional<Json> own = function.node("parameters").map(Schemas::read).map(Trees::json);
        Tool read = new Tool.Function(
                name, function.text("description"), plain.or(() -> own), Optional.empty(), Optional.empty());
        if (!function.rest().isEmpty()) {
            ObjectNode kept = more.putObject(name);
            function.rest().forEach((member, json) -> kept.set(member, Trees.node(json)));
        }
        return read;
    }

    private static void function(Tool tool, ObjectNode written, boolean jsonSchema, Drops drops) {
        written.put("name", tool.name());
        switch (tool) {
            case Tool.Function function -> {
                function.description().ifPresent(text -> written.put("description", text));
                function.parameters()
                        .map(Trees::node)
                        .ifPresent(schema -> parameters(schema, written, jsonSchema, drops));
                if (function.strict().orElse(false)) {
                    drops.add(Feature.STRICT_TOOL);
                }
                if (function.cache().isPresent()) {
                    drops.add(Feature.CACHE);
                }
            }
            case Tool.Custom custom -> {
                drops.add(Feature.CUSTOM_TOOL);
                custom.description().ifPresent(text -> written.put("description", text));
                ObjectNode schema = Trees.object().put("type", "object");
                schema.putObject("properties").putObject("input").put("type", "string");
                schema.putArray("required").add("input");
                parameters(schema, written, jsonSchema, drops);
            }
            case Tool.Native _ -> {}
        }
    }

    private static void parameters(JsonNode schema, ObjectNode written, boolean jsonSchema, Drops drops) {
        if (jsonSchema) {
            written.set("parametersJsonSchema", schema);
        } else {
            written.set("parameters", Schemas.write(schema, Feature.TOOL_SCHEMA, drops));
        }
    }

    private static Optional<ToolChoice> choice(Members body, Map<String, Json> aside) {
        Optional<Members> config = Camel.object(body, "toolConfig");
        if (config.isEmpty()) {
            return Optional.empty();
        }
        Optional<Members> calling = Camel.object(config.get(), "functionCallingConfig");
        Optional<ToolChoice> choice = calling.flatMap(Tooling::choice);
        ObjectNode rest = Trees.object();
        config.get().rest().forEach((name, json) -> rest.set(name, Trees.node(json)));
        if (choice.isEmpty()) {
            calling.ifPresent(kept -> rest.set("functionCallingConfig", kept.all()));
        }
        if (!rest.isEmpty()) {
            aside.put("toolConfig", Trees.json(rest));
        }
        return choice;
    }

    private static Optional<ToolChoice> choice(Members calling) {
        List<String> names = Camel.texts(calling, "allowedFunctionNames");
        return switch (calling.text("mode").orElse("")) {
            case "NONE" -> Optional.of(new ToolChoice.None());
            case "AUTO" -> Optional.of(names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.OneOf(names, false));
            case "ANY" -> Optional.of(required(names));
            case "VALIDATED" -> names.isEmpty() ? Optional.empty() : Optional.of(new ToolChoice.OneOf(names, false));
            default -> Optional.empty();
        };
    }

    private static ToolChoice required(List<String> names) {
        return switch (names.size()) {
            case 0 -> new ToolChoice.Any();
            case 1 -> new ToolChoice.Named(names.getFirst());
            default -> new ToolChoice.OneOf(names, true);
        };
    }

    private static void writeChoice(ToolChoice choice, ObjectNode body) {
        ObjectNode calling = toolConfig(body).putObject("functionCallingConfig");
        switch (choice) {
            case ToolChoice.Auto _ -> calling.put("mode", "AUTO");
            case ToolChoice.None _ -> calling.put("mode", "NONE");
            case ToolChoice.Any _ -> calling.put("mode", "ANY");
            case ToolChoice.Named named -> {
                calling.put("mode", "ANY");
                calling.putArray("allowedFunctionNames").add(named.name());
            }
            case ToolChoice.OneOf some -> {
                // names are allowed with these modes only; VALIDATED leaves it to the model whether it calls at all
                calling.put("mode", some.required() ? "ANY" : "VALIDATED");
                some.names().forEach(calling.putArray("allowedFunctionNames")::add);
            }
        }
    }

    private static ObjectNode toolConfig(ObjectNode body) {
        return body.get("toolConfig") instanceof ObjectNode rest ? rest : body.putObject("toolConfig");
    }
}
