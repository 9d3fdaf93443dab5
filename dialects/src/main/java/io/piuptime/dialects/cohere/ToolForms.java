package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what may be called. Cohere cannot name what must be: where some only are allowed, the others are not offered. */
final class ToolForms {
    /** The one argument of a tool that takes free text. */
    static final String INPUT = "input";

    private ToolForms() {}

    static void write(Tools tools, ObjectNode body, Drops drops) {
        ArrayNode list = Trees.array();
        List<Tool> offered = offered(tools);
        for (Tool tool : offered) {
            write(tool, list, drops);
        }
        if (!list.isEmpty()) {
            body.set("tools", list);
        }
        tools.choice().ifPresent(choice -> choice(choice, body));
        if (tools.parallel().filter(allowed -> !allowed).isPresent()) {
            drops.add(Feature.PARALLEL_CALLS);
        }
        strict(offered, body, drops);
    }

    private static List<Tool> offered(Tools tools) {
        return switch (tools.choice().orElseGet(ToolChoice.Auto::new)) {
            case ToolChoice.Named named -> named(tools.offered(), List.of(named.name()));
            case ToolChoice.OneOf some -> named(tools.offered(), some.names());
            case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Any _ -> tools.offered();
        };
    }

    private static List<Tool> named(List<Tool> offered, List<String> names) {
        return offered.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    private static void choice(ToolChoice choice, ObjectNode body) {
        switch (choice) {
            case ToolChoice.Auto _ -> {
                // what is not said is up to the model
            }
            case ToolChoice.None _ -> body.put(RequestReader.CHOICE, "NONE");
            case ToolChoice.Any _, ToolChoice.Named _ -> body.put(RequestReader.CHOICE, "REQUIRED");
            case ToolChoice.OneOf some -> {
                if (some.required()) {
                    body.put(RequestReader.CHOICE, "REQUIRED");
                }
            }
        }
    }

    /** All tools are strict or none is. */
    private static void strict(List<Tool> offered, ObjectNode body, Drops drops) {
        long wanted = offered.stream().filter(tool -> says(tool, true)).count();
        if (wanted > 0 && wanted == offered.size()) {
            body.put(RequestReader.STRICT, true);
        } else if (wanted > 0) {
            drops.add(Feature.STRICT_TOOL);
        } else if (!offered.isEmpty() && offered.stream().allMatch(tool -> says(tool, false))) {
            body.put(RequestReader.STRICT, false);
        }
    }

    private static boolean says(Tool tool, boolean strict) {
        return tool instanceof Tool.Function function
                && function.strict().filter(said -> said == strict).isPresent();
    }

    private static void write(Tool tool, ArrayNode list, Drops drops) {
        switch (tool) {
            case Tool.Function function -> {
                ObjectNode written = named(function.name(), list);
                function.description().ifPresent(text -> written.put("description", text));
                written.set("parameters", function.parameters().map(Trees::node).orElseGet(ToolForms::nothing));
                if (function.cache().isPresent()) {
                    drops.add(Feature.CACHE);
                }
            }
            case Tool.Custom custom -> {
                drops.add(Feature.CUSTOM_TOOL);
                ObjectNode written = named(custom.name(), list);
                custom.description().ifPresent(text -> written.put("description", text));
                ObjectNode schema = written.putObject("parameters").put("type", "object");
                schema.putObject("properties").putObject(INPUT).put("type", "string");
                schema.putArray("required").add(INPUT);
            }
            case Tool.Native whole -> {
                if (whole.dialect().equals(CohereCodec.NAME)) {
                    list.add(Trees.node(whole.json()));
                } else {
                    drops.add(Feature.NATIVE_TOOL);
                }
            }
        }
    }

    private static ObjectNode named(String name, ArrayNode list) {
        return list.addObject().put("type", "function").putObject("function").put("name", name);
    }

    /** The schema of a tool that takes nothing. */
    private static ObjectNode nothing() {
        ObjectNode schema = Trees.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
