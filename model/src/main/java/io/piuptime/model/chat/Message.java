package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One message of a conversation.
 *
 * @param name of the participant, where several share a role
 */
public record Message(Role role, List<Part> parts, Optional<String> name) {
    /** Who says a message. */
    public enum Role {
        /** The operator's instructions. */
        SYSTEM,
        /** The application's instructions: OpenAI ranks them below its own; others take them as the system's. */
        DEVELOPER,
        USER,
        ASSISTANT,
        /** Results of tools. */
        TOOL
    }

    public Message {
        requireNonNull(role, "role");
        parts = List.copyOf(parts);
        requireNonNull(name, "name");
    }

    public static Message of(Role role, Part... parts) {
        return new Message(role, List.of(parts), Optional.empty());
    }

    /** Everything that is text, joined. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text said) {
                text.append(said.text());
            }
        }
        return text.toString();
    }
}
