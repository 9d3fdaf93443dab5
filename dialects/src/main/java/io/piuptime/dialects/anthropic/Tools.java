package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.StrictSchema;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members {@code tools} and {@code tool_choice}. What a function says beyond the canonical form, such as that it is loaded
 * late, is kept in the request's extras, by the function's name.
 */
final class Tools {
    static final String TOOLS = "tools";

    private static final Json ANY_OBJECT = new Json("{\"type\":\"object\",\"properties\":{}}");
    private static final Json ONE_TEXT =
            new Json("{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}");
    private static final String SERIAL = "disable_parallel_tool_use";

    private final ChatRequest request;
    private final boolean strict;
    private final boolean own;
    private final Drops drops;

    /**
     * Writes tools.
     *
     * @param strict whether the model can be held to a schema
     */
    Tools(ChatRequest request, boolean strict, Drops drops) {
        this.request = request;
        this.strict = strict;
        this.own = request.dialect().equals(Words.NAME);
        this.drops = drops;
    }

    static ChatRequest.Tools read(Members body, Map<String, Json> groups) {
        List<Tool> offered = new ArrayList<>();
        ObjectNode more = Trees.object();
        for (Members tool : body.objects(TOOLS)) {
            offered.add(tool(tool, more));
        }
        if (!more.isEmpty()) {
            groups.put(TOOLS, Trees.json(more));
        }
        Optional<Members> choice = body.object("tool_choice");
        return new ChatRequest.Tools(
                offered,
                choice.map(Tools::choice),
                choice.flatMap(asked -> asked.flag(SERIAL)).map(serial -> !serial));
    }

    private static Tool tool(Members tool, ObjectNode more) {
        String kind = tool.text("type").orElse("custom");
        String name = tool.text("name").orElse("");
        if (!kind.equals("custom")) {
            return new Tool.Native(Words.NAME, kind, name, Trees.json(tool.all()));
        }
        Tool function = new Tool.Function(
                tool.needText("name"),
                tool.text("description"),
                tool.json("input_schema"),
                tool.flag("strict"),
                tool.object("cache_control").map(hint -> new Part.CacheHint(hint.text("ttl"))));
        ObjectNode rest = Trees.object();
        tool.rest().forEach((member, value) -> rest.set(member, Trees.node(value)));
        if (!rest.isEmpty()) {
            more.set(name, rest);
        }
        return function;
    }

    private static ToolChoice choice(Members choice) {
        return switch (choice.needText("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(choice.needText("name"));
            default -> throw Members.wrong(choice.path("type"), choice.all().path("type"), "auto, any, tool or none");
        };
    }

    /** Whether a tool has to be called, which a model that thinks cannot be made to. */
    static boolean isForced(ChatRequest.Tools tools) {
        return !tools.offered().isEmpty()
                && tools.choice()
                        .filter(choice -> choice instanceof ToolChoice.Any
                                || choice instanceof ToolChoice.Named
                                || (choice instanceof ToolChoice.OneOf some && some.required()))
                        .isPresent();
    }

    /** Writes both members, if there is anything to call. */
    void write(ObjectNode body) {
        ArrayNode written = Trees.array();
        Optional<ToolChoice> choice = request.tools().choice();
        for (Tool tool : request.tools().offered()) {
            if (!(choice.isPresent() && choice.get() instanceof ToolChoice.OneOf some)
                    || some.names().contains(tool.name())) {
                add(tool, written);
            } else if (tool instanceof Tool.Native) {
                drops.add(Feature.NATIVE_TOOL);
            }
        }
        if (written.isEmpty() && !own) {
            // a history of calls needs their tools
            called(request.messages()).forEach(name -> function(name, Optional.empty(), ANY_OBJECT, written));
            choice = written.isEmpty() ? Optional.empty() : Optional.of(new ToolChoice.None());
        }
        if (!written.isEmpty()) {
            body.set(TOOLS, written);
        }
        ObjectNode asked = choice(choice, !written.isEmpty());
        if (!asked.isEmpty()) {
            body.set("tool_choice", asked);
        }
    }

    private ObjectNode choice(Optional<ToolChoice> choice, boolean offered) {
        ObjectNode asked = Trees.object();
        choice.ifPresent(wanted -> write(wanted, asked));
        String type = asked.path("type").asString("");
        Optional<Boolean> serial = request.tools().parallel().map(parallel -> !parallel);
        boolean said = serial.isPresent() && (own || serial.get()) && offered && !type.equals("none");
        if (said && type.isEmpty()) {
            asked.put("type", "auto");
        }
        if (said) {
            asked.put(SERIAL, serial.get());
        }
        return asked;
    }

    private static void write(ToolChoice choice, ObjectNode to) {
        switch (choice) {
            case ToolChoice.Auto _ -> to.put("type", "auto");
            case ToolChoice.None _ -> to.put("type", "none");
            case ToolChoice.Any _ -> to.put("type", "any");
            case ToolChoice.Named named -> to.put("type", "tool").put("name", named.name());
            case ToolChoice.OneOf some -> to.put("type", some.required() ? "any" : "auto");
        }
    }

    private static Set<String> called(List<Message> messages) {
        Set<String> names = new LinkedHashSet<>();
        for (Message message : messages) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names;
    }

    private void add(Tool tool, ArrayNode to) {
        switch (tool) {
            case Tool.Function function -> {
                ObjectNode written = function(
                        function.name(),
                        function.description(),
                        function.parameters().orElse(ANY_OBJECT),
                        to);
                function.strict().filter(held -> own || held).ifPresent(held -> hold(held, function, written));
                ContentWriter.addCache(function.cache(), own, written, drops);
                addMore(function.name(), written);
            }
            case Tool.Custom custom -> {
                drops.add(Feature.CUSTOM_TOOL);
                function(custom.name(), custom.description(), ONE_TEXT, to);
            }
            case Tool.Native special when special.dialect().equals(Words.NAME) -> to.add(Trees.node(special.json()));
            case Tool.Native _ -> drops.add(Feature.NATIVE_TOOL);
        }
    }

    private ObjectNode function(String name, Optional<String> description, Json schema, ArrayNode to) {
        ObjectNode tool = to.addObject().put("name", name);
        description.filter(text -> own || !text.isEmpty()).ifPresent(text -> tool.put("description", text));
        JsonNode parameters = Trees.node(schema);
        tool.set("input_schema", own ? parameters : StrictSchema.ofObject(parameters));
        return tool;
    }

    /** Says whether the arguments are held to their schema, which then has to be one that Anthropic can hold them to. */
    private void hold(boolean held, Tool.Function function, ObjectNode to) {
        if (!own && !strict) {
            drops.add(Feature.STRICT_TOOL);
            return;
        }
        to.put("strict", held);
        if (!own) {
            JsonNode schema =
                    StrictSchema.ofObject(Trees.node(function.parameters().orElse(ANY_OBJECT)));
            to.set("input_schema", new StrictSchema(Feature.TOOL_SCHEMA, drops).of(Trees.json(schema)));
        }
    }

    private void addMore(String name, ObjectNode to) {
        Json more = request.extras().getOrDefault(TOOLS, Json.EMPTY_OBJECT);
        if (own && Trees.node(more).get(name) instanceof ObjectNode rest) {
            to.setAll(rest);
        }
    }
}
