package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads messages. Results that follow each other are one message, as they answer one. */
final class MessageReader {
    private final List<Message> messages = new ArrayList<>();

    /** Names of the called tools by the ids of the calls, in order. */
    private final Map<String, String> calls = new LinkedHashMap<>();

    /** Results that have no message yet, as more of them may follow. */
    private final List<Part> results = new ArrayList<>();

    private MessageReader() {}

    static List<Message> read(Members body) {
        MessageReader reader = new MessageReader();
        body.objects("messages").forEach(reader::message);
        reader.endResults();
        return reader.messages;
    }

    private void message(Members message) {
        String said = message.needText("role");
        if (said.equals("tool") || said.equals("function")) {
            result(message, said.equals("function"));
            return;
        }
        endResults();
        Optional<String> name = message.text("name");
        if (said.equals("assistant")) {
            List<Part> parts = Answers.said(message, calls.size());
            parts.forEach(this::remember);
            messages.add(new Message(Role.ASSISTANT, parts, name));
            return;
        }
        Role role = switch (said) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            default ->
                throw Members.wrong(
                        message.path("role"),
                        message.all().path("role"),
                        "system, developer, user, assistant, tool or function");
        };
        List<Part> parts = new ArrayList<>(ContentForms.read(message));
        Answers.rest(message).ifPresent(parts::add);
        messages.add(new Message(role, parts, name));
    }

    private void remember(Part part) {
        if (part instanceof Part.ToolCall call) {
            calls.put(call.id(), call.name());
        }
    }

    private void result(Members message, boolean legacy) {
        Optional<String> name = message.text("name");
        String id = legacy ? lastOf(message.needText("name")) : message.needText("tool_call_id");
        Optional<String> known = Optional.ofNullable(calls.get(id));
        results.add(new Part.ToolResult(id, name.or(() -> known), ContentForms.read(message), false, Optional.empty()));
        Answers.rest(message).ifPresent(results::add);
    }

    private void endResults() {
        if (!results.isEmpty()) {
            messages.add(new Message(Role.TOOL, results, Optional.empty()));
            results.clear();
        }
    }

    /** The last call of a function: its result bears no other id than its name. */
    private String lastOf(String name) {
        String last = CallForms.legacy(0, name, "").id();
        for (Map.Entry<String, String> call : calls.entrySet()) {
            last = call.getValue().equals(name) ? call.getKey() : last;
        }
        return last;
    }
}
