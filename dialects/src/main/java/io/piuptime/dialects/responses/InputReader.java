package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.responses.item.ContentForms;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the items of a question as messages: what the model made in a row becomes one message of its own, and results in a row
 * one of the tools'.
 */
final class InputReader {
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> gathered = new ArrayList<>();
    private Message.Role gathering = Message.Role.ASSISTANT;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> customs = new HashSet<>();

    private InputReader() {}

    static List<Message> read(Members body) {
        InputReader reader = new InputReader();
        body.text("instructions")
                .ifPresent(text -> reader.messages.add(Message.of(Message.Role.SYSTEM, new Part.Text(text))));
        Optional<JsonNode> input = body.node("input");
        if (input.isPresent() && input.get().isString()) {
            reader.messages.add(
                    Message.of(Message.Role.USER, new Part.Text(input.get().stringValue())));
        } else {
            body.objects("input").forEach(reader::item);
        }
        reader.flush();
        return reader.messages;
    }

    private void item(Members item) {
        String type = item.text("type").orElse(item.has("role") ? "message" : "item_reference");
        switch (type) {
            case "message" -> message(item);
            case "function_call_output", "custom_tool_call_output" -> result(item, type);
            default -> {
                Part part = ItemForms.read(item, type);
                if (part instanceof Part.ToolCall call) {
                    names.put(call.id(), call.name());
                    if (call.custom()) {
                        customs.add(call.id());
                    }
                }
                made(item, type, part);
            }
        }
    }

    private void made(Members item, String type, Part part) {
        if (item.has("role")) {
            flush();
            messages.add(Message.of(role(item), part));
        } else {
            gather(type.endsWith("_output") ? Message.Role.TOOL : Message.Role.ASSISTANT, part);
        }
    }

    private void message(Members item) {
        Message.Role role = role(item);
        if (role == Message.Role.ASSISTANT) {
            ItemForms.message(item).forEach(part -> gather(role, part));
        } else {
            flush();
            messages.add(new Message(role, ContentForms.read(item, "content"), Optional.empty()));
        }
    }

    private void result(Members item, String type) {
        String id = item.needText("call_id");
        boolean custom = type.equals("custom_tool_call_output");
        if (item.has("namespace") || (custom && !customs.contains(id))) {
            // only the call says whether a result is a custom tool's: without it the item has to stay as it is
            gather(Message.Role.TOOL, ItemForms.whole(item.all(), type));
            return;
        }
        Optional<String> name = Optional.ofNullable(names.get(id)).or(() -> item.text("name"));
        gather(Message.Role.TOOL, new Part.ToolResult(id, name, output(item), false, Optional.empty()));
    }

    private static List<Part> output(Members item) {
        Optional<JsonNode> output = item.node("output");
        if (output.isPresent()
                && output.get().isString()
                && output.get().stringValue().isEmpty()) {
            return List.of();
        }
        return ContentForms.read(item, "output");
    }

    private void gather(Message.Role role, Part part) {
        if (role != gathering) {
            flush();
            gathering = role;
        }
        gathered.add(part);
    }

    private void flush() {
        if (!gathered.isEmpty()) {
            messages.add(new Message(gathering, gathered, Optional.empty()));
            gathered.clear();
        }
    }

    private static Message.Role role(Members item) {
        String role = item.needText("role");
        return switch (role) {
            case "user" -> Message.Role.USER;
            case "assistant" -> Message.Role.ASSISTANT;
            case "system" -> Message.Role.SYSTEM;
            case "developer" -> Message.Role.DEVELOPER;
            default ->
                throw Members.wrong(item.path("role"), item.all().get("role"), "user, assistant, system or developer");
        };
    }
}
