package io.piuptime.dialects.bedrock;

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
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The member {@code toolConfig}: what may be called and whether it has to be. */
final class Tools {
    private static final Json ANY_OBJECT = new Json("{\"type\":\"object\",\"properties\":{}}");
    private static final Json ONE_TEXT =
            new Json("{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}");

    private Tools() {}

    static ChatRequest.Tools read(Members config) {
        List<Tool> offered = new ArrayList<>();
        for (Members tool : config.objects("tools")) {
            Optional<Part.CacheHint> hint = ContentReader.cacheHint(tool);
            if (hint.isPresent()
                    && !offered.isEmpty()
                    && offered.getLast() instanceof Tool.Function last
                    && last.cache().isEmpty()) {
                offered.set(
                        offered.size() - 1,
                        new Tool.Function(last.name(), last.description(), last.parameters(), last.strict(), hint));
            } else {
                offered.add(tool(tool));
            }
        }
        return new ChatRequest.Tools(offered, config.object("toolChoice").map(Tools::choice), Optional.empty());
    }

    private static Tool tool(Members tool) {
        Optional<Members> spec = tool.object("toolSpec");
        if (spec.isPresent()) {
            return new Tool.Function(
                    spec.get().needText("name"),
                    spec.get().text("description"),
                    spec.get().object("inputSchema").flatMap(schema -> schema.json("json")),
                    spec.get().flag("strict"),
                    Optional.empty());
        }
        String kind = tool.all().propertyNames().stream().findFirst().orElse("");
        String name = tool.all().path(kind).path("name").asString("");
        return new Tool.Native(BedrockCodec.NAME, kind, name, Trees.json(tool.all()));
    }

    private static ToolChoice choice(Members choice) {
        if (choice.has("any")) {
            return new ToolChoice.Any();
        }
        return choice.object("tool")
                .<ToolChoice>map(tool -> new ToolChoice.Named(tool.needText("name")))
                .orElseGet(ToolChoice.Auto::new);
    }

    /** Writes the member, if there is anything to call. */
    static void write(ChatRequest request, ObjectNode body, Drops drops) {
        ChatRequest.Tools tools = request.tools();
        if (tools.parallel().isPresent() && !tools.parallel().get()) {
            drops.add(Feature.PARALLEL_CALLS);
        }
        Optional<ToolChoice> choice = tools.choice();
        Set<String> called = called(request.messages());
        if (choice.isPresent() && choice.get() instanceof ToolChoice.None) {
            // without tools nothing can be called, but Bedrock refuses a history of calls then
            if (called.isEmpty()) {
                return;
            }
            drops.add(Feature.TOOL_CHOICE);
            choice = Optional.empty();
        }
        ArrayNode written = Trees.array();
        for (Tool tool : tools.offered()) {
            if (!(choice.isPresent() && choice.get() instanceof ToolChoice.OneOf some)
                    || some.names().contains(tool.name())) {
                add(tool, written, drops);
            } else if (tool instanceof Tool.Native) {
                drops.add(Feature.NATIVE_TOOL);
            }
        }
        if (written.isEmpty()) {
            if (called.isEmpty() || request.dialect().equals(BedrockCodec.NAME)) {
                return;
            }
            called.forEach(name -> spec(name, Optional.empty(), ANY_OBJECT, written));
            choice = Optional.empty();
        }
        ObjectNode config = body.putObject("toolConfig");
        config.set("tools", written);
        choice.ifPresent(asked -> config.set("toolChoice", choice(asked)));
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

    private static void add(Tool tool, ArrayNode to, Drops drops) {
        switch (tool) {
            case Tool.Function function -> {
                ObjectNode spec = spec(
                        function.name(),
                        function.description(),
                        function.parameters().orElse(ANY_OBJECT),
                        to);
                function.strict().ifPresent(strict -> spec.put("strict", strict));
                ContentWriter.addCache(function.cache(), to);
            }
            case Tool.Custom custom -> {
                drops.add(Feature.CUSTOM_TOOL);
                spec(custom.name(), custom.description(), ONE_TEXT, to);
            }
            case Tool.Native special
            when special.dialect().equals(BedrockCodec.NAME) -> to.add(Trees.node(special.json()));
            case Tool.Native _ -> drops.add(Feature.NATIVE_TOOL);
        }
    }

    private static ObjectNode spec(String name, Optional<String> description, Json schema, ArrayNode to) {
        ObjectNode spec = to.addObject().putObject("toolSpec");
        spec.put("name", name);
        description.filter(text -> !text.isEmpty()).ifPresent(text -> spec.put("description", text));
        spec.putObject("inputSchema").set("json", Trees.node(schema));
        return spec;
    }

    private static JsonNode choice(ToolChoice choice) {
        ObjectNode written = Trees.object();
        switch (choice) {
            case ToolChoice.Any _ -> written.putObject("any");
            case ToolChoice.Named named -> written.putObject("tool").put("name", named.name());
            case ToolChoice.OneOf some when some.required() -> written.putObject("any");
            case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.OneOf _ -> written.putObject("auto");
        }
        return written;
    }
}
