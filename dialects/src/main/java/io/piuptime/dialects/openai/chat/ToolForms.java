package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools and the choice among them, both ways. */
final class ToolForms {
    private static final String FUNCTION = CallForms.FUNCTION;
    private static final String CUSTOM = CallForms.CUSTOM;
    private static final String ALLOWED = "allowed_tools";
    private static final String GRAMMAR = "grammar";

    private ToolForms() {}

    /**
     * Reads a tool.
     *
     * @param more gets, by the tool's name, what the canonical form has no place for
     */
    static Tool read(Members tool, ObjectNode more) {
        String type = tool.text("type").orElse(FUNCTION);
        return switch (type) {
            case FUNCTION -> {
                Members function = within(tool, FUNCTION);
                Tool.Function read = function(function, ContentForms.cache(tool));
                ObjectNode rest = Trees.object();
                add(rest, tool.rest());
                ObjectNode inner = Trees.object();
                add(inner, function.rest());
                if (!inner.isEmpty()) {
                    rest.set(FUNCTION, inner);
                }
                if (!rest.isEmpty()) {
                    more.set(read.name(), rest);
                }
                yield read;
            }
            case CUSTOM -> {
                Members custom = within(tool, CUSTOM);
                yield new Tool.Custom(
                        custom.needText("name"),
                        custom.text("description"),
                        custom.node("format").map(format -> Trees.json(flat(format))));
            }
            default -> new Tool.Native(Words.NAME, type, type, Trees.json(tool.all()));
        };
    }

    /** Reads a function as it stood before there were other tools. */
    static Tool.Function function(Members function, Optional<Part.CacheHint> cache) {
        return new Tool.Function(
                function.needText("name"),
                function.text("description"),
                function.json("parameters"),
                function.flag("strict"),
                cache);
    }

    static ObjectNode write(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> {
                ObjectNode written = Trees.object().put("type", FUNCTION);
                written.set(FUNCTION, function(function));
                yield written;
            }
            case Tool.Custom custom -> {
                ObjectNode written = Trees.object().put("type", CUSTOM);
                ObjectNode inner = written.putObject(CUSTOM).put("name", custom.name());
                custom.description().ifPresent(text -> inner.put("description", text));
                custom.format().ifPresent(format -> inner.set("format", nested(Trees.node(format))));
                yield written;
            }
            case Tool.Native whole -> (ObjectNode) Trees.node(whole.json());
        };
    }

    static ObjectNode function(Tool.Function function) {
        ObjectNode written = Trees.object().put("name", function.name());
        function.description().ifPresent(text -> written.put("description", text));
        function.parameters().ifPresent(schema -> written.set("parameters", Trees.node(schema)));
        function.strict().ifPresent(strict -> written.put("strict", strict));
        return written;
    }

    /** The choice, if it can be said by names alone. */
    static Optional<ToolChoice> choice(JsonNode choice) {
        if (choice.isString()) {
            return switch (choice.stringValue()) {
                case "auto" -> Optional.of(new ToolChoice.Auto());
                case "none" -> Optional.of(new ToolChoice.None());
                case "required", "any" -> Optional.of(new ToolChoice.Any());
                default -> Optional.empty();
            };
        }
        JsonNode allowed = choice.path(ALLOWED);
        if (allowed.isObject()) {
            List<String> names = new ArrayList<>();
            allowed.path("tools").values().forEach(tool -> names.add(name(tool)));
            boolean required = Words.text(allowed, "mode").equals("required");
            return Optional.of(new ToolChoice.OneOf(names, required));
        }
        String name = name(choice);
        return name.isEmpty() ? Optional.empty() : Optional.of(new ToolChoice.Named(name));
    }

    static JsonNode write(ToolChoice choice, List<Tool> offered) {
        return switch (choice) {
            case ToolChoice.Auto _ -> Trees.read("\"auto\"");
            case ToolChoice.None _ -> Trees.read("\"none\"");
            case ToolChoice.Any _ -> Trees.read("\"required\"");
            case ToolChoice.Named one -> reference(one.name(), offered);
            case ToolChoice.OneOf some -> {
                ObjectNode written = Trees.object().put("type", ALLOWED);
                ObjectNode allowed = written.putObject(ALLOWED);
                allowed.put("mode", some.required() ? "required" : "auto");
                ArrayNode tools = allowed.putArray("tools");
                some.names().forEach(name -> tools.add(reference(name, offered)));
                yield written;
            }
        };
    }

    private static ObjectNode reference(String name, List<Tool> offered) {
        Optional<Tool> tool =
                offered.stream().filter(one -> one.name().equals(name)).findFirst();
        if (tool.isPresent() && tool.get() instanceof Tool.Native whole) {
            return Trees.object().put("type", whole.kind());
        }
        String type = tool.isPresent() && tool.get() instanceof Tool.Custom ? CUSTOM : FUNCTION;
        ObjectNode reference = Trees.object().put("type", type);
        reference.putObject(type).put("name", name);
        return reference;
    }

    /** The name that a reference to a tool bears; a provider's own tool has none but its type. */
    private static String name(JsonNode tool) {
        for (String type : List.of(FUNCTION, CUSTOM)) {
            String name = Words.text(tool.path(type), "name");
            if (!name.isEmpty()) {
                return name;
            }
        }
        String type = Words.text(tool, "type");
        return type.equals(FUNCTION) || type.equals(CUSTOM) ? Words.text(tool, "name") : type;
    }

    private static Members within(Members tool, String name) {
        return tool.object(name).orElseThrow(() -> Members.missing(tool.path(name)));
    }

    private static void add(ObjectNode to, Map<String, Json> rest) {
        rest.forEach((name, json) -> {
            if (!json.text().equals("null")) {
                to.set(name, Trees.node(json));
            }
        });
    }

    /** The canonical form of a grammar is that of OpenAI's later interface, where its members lie in the format itself. */
    private static JsonNode flat(JsonNode format) {
        if (!(format.path(GRAMMAR) instanceof ObjectNode inner)) {
            return format;
        }
        ObjectNode flat = Trees.object().put("type", GRAMMAR);
        flat.setAll(inner);
        return flat;
    }

    private static JsonNode nested(JsonNode format) {
        if (!Words.text(format, "type").equals(GRAMMAR) || !(format.deepCopy() instanceof ObjectNode inner)) {
            return format;
        }
        inner.remove("type");
        return Trees.object().put("type", GRAMMAR).set(GRAMMAR, inner);
    }
}
