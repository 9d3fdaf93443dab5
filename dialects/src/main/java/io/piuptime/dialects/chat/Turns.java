package io.piuptime.dialects.chat;

import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Conversations of dialects in which users bring the results of tools. */
public final class Turns {
    private Turns() {}

    /**
     * Reads a conversation.
     *
     * @param system what is said before it
     * @param content reads the parts of a message
     * @throws io.piuptime.model.exchange.RefusedException for a role that is none
     */
    public static List<Message> read(
            List<Part> system, List<Members> conversation, Function<Members, List<Part>> content) {
        List<Message> messages = new ArrayList<>();
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system, Optional.empty()));
        }
        for (Members message : conversation) {
            List<Part> parts = content.apply(message);
            String role = message.needText("role");
            switch (role) {
                case "user" -> addUser(parts, messages);
                case "assistant" -> messages.add(new Message(Role.ASSISTANT, parts, Optional.empty()));
                case "system" -> messages.add(new Message(Role.SYSTEM, parts, Optional.empty()));
                default ->
                    throw Members.wrong(message.path("role"), message.all().path("role"), "user, assistant or system");
            }
        }
        return messages;
    }

    /** Results of tools are messages of their own. */
    private static void addUser(List<Part> parts, List<Message> messages) {
        int from = 0;
        for (int to = 1; to <= parts.size(); to++) {
            if (to == parts.size() || isResult(parts.get(to)) != isResult(parts.get(from))) {
                Role role = isResult(parts.get(from)) ? Role.TOOL : Role.USER;
                messages.add(new Message(role, parts.subList(from, to), Optional.empty()));
                from = to;
            }
        }
        if (parts.isEmpty()) {
            messages.add(new Message(Role.USER, parts, Optional.empty()));
        }
    }

    private static boolean isResult(Part part) {
        return part instanceof Part.ToolResult;
    }
}
