package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
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

/** Tools and the choice among them, both ways. */
final class ToolForms {
    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";

    private ToolForms() {}

    /**
     * Reads a tool.
     *
     * @param more gets, by the tool's name, what the canonical form has no place for
     */
    static Tool read(Members tool, ObjectNode more) {
        String type = tool.needText("type");
        if (!type.equals(FUNCTION) && !type.equals(CUSTOM)) {
            return new Tool.Native(ItemForms.DIALECT, type, nameOf(tool.all()), Trees.json(tool.all()));
        }
        String name = tool.needText("name");
        Tool read = type.equals(CUSTOM)
                ? new Tool.Custom(name, tool.text("description"), tool.json("format"))
                : new Tool.Function(
                        name, tool.text("description"), tool.json("parameters"), tool.flag("strict"), Optional.empty());
        Map<String, Json> rest = tool.rest();
        if (!rest.isEmpty()) {
            ObjectNode members = more.putObject(name);
            rest.forEach((member, value) -> members.set(member, Trees.node(value)));
        }
        return read;
    }

    /** Writes a tool that this dialect can say. */
    static ObjectNode write(Tool tool, boolean own) {
        return switch (tool) {
            case Tool.Function function -> function(function, own);
            case Tool.Custom custom -> {
                ObjectNode written = named(CUSTOM, custom.name());
                custom.description().ifPresent(text -> written.put("description", text));
                custom.format().ifPresent(format -> written.set("format", Trees.node(format)));
                yield written;
            }
            case Tool.Native whole -> (ObjectNode) Trees.node(whole.json());
        };
    }

    /** The choice, if it can be said by names alone. */
    static Optional<ToolChoice> choice(JsonNode choice, List<Tool> offered) {
        if (choice.isString()) {
            return switch (choice.stringValue()) {
                case "auto" -> Optional.of(new ToolChoice.Auto());
                case "none" -> Optional.of(new ToolChoice.None());
                case "required" -> Optional.of(new ToolChoice.Any());
                default -> Optional.empty();
            };
        }
        return switch (Errors.text(choice, "type")) {
            case FUNCTION, CUSTOM -> Optional.of(new ToolChoice.Named(Errors.text(choice, "name")));
            case "allowed_tools" -> {
                List<String> names = new ArrayList<>();
                choice.path("tools").values().forEach(tool -> names.add(nameOf(tool)));
                yield Optional.of(
                        new ToolChoice.OneOf(names, Errors.text(choice, "mode").equals("required")));
            }
            default -> {
                // a tool of a server cannot be told by one name
                String name = choice.hasNonNull("server_label") && choice.hasNonNull("name") ? "" : nameOf(choice);
                yield offered.stream()
                                .anyMatch(tool -> tool instanceof Tool.Native
                                        && tool.name().equals(name))
                        ? Optional.of(new ToolChoice.Named(name))
                        : Optional.empty();
            }
        };
    }

    static JsonNode writeChoice(ToolChoice choice, List<Tool> offered) {
        return switch (choice) {
            case ToolChoice.Auto _ -> Trees.read("\"auto\"");
            case ToolChoice.None _ -> Trees.read("\"none\"");
            case ToolChoice.Any _ -> Trees.read("\"required\"");
            case ToolChoice.Named one -> reference(one.name(), offered);
            case ToolChoice.OneOf some -> {
                ObjectNode written = Trees.object();
                written.put("type", "allowed_tools");
                written.put("mode", some.required() ? "required" : "auto");
                ArrayNode tools = written.putArray("tools");
                some.names().forEach(name -> tools.add(reference(name, offered)));
                yield written;
            }
        };
    }

    private static ObjectNode function(Tool.Function function, boolean own) {
        ObjectNode written = named(FUNCTION, function.name());
        function.description().ifPresent(text -> written.put("description", text));
        function.parameters().ifPresent(schema -> written.set("parameters", Trees.node(schema)));
        function.strict().ifPresent(strict -> written.put("strict", strict));
        if (!own) {
            // elsewhere a function without parameters takes none, and one that does not say so is not strict
            if (function.parameters().isEmpty()) {
                written.putObject("parameters").put("type", "object").putObject("properties");
            }
            written.put("strict", function.strict().orElse(false));
        }
        return written;
    }

    private static ObjectNode reference(String name, List<Tool> offered) {
        Optional<Tool> tool =
                offered.stream().filter(one -> one.name().equals(name)).findFirst();
        if (tool.isPresent() && tool.get() instanceof Tool.Native whole) {
            ObjectNode reference = Trees.object();
            reference.put("type", whole.kind());
            if (Trees.node(whole.json()).hasNonNull("server_label")) {
                reference.put("server_label", name);
            }
            return reference;
        }
        return named(tool.isPresent() && tool.get() instanceof Tool.Custom ? CUSTOM : FUNCTION, name);
    }

    private static ObjectNode named(String type, String name) {
        return Trees.object().put("type", type).put("name", name);
    }

    /** Name that a choice calls a tool by. */
    static String nameOf(JsonNode tool) {
        for (String member : List.of("server_label", "name")) {
            if (tool.hasNonNull(member)) {
                return Errors.text(tool, member);
            }
        }
        return Errors.text(tool, "type");
    }
}
