package io.piuptime.dialects.responses.stream;

import io.piuptime.model.chat.Part;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A part of an answer that is being written. */
sealed interface OpenItem permits OpenCall, OpenReasoning, OpenMessage.Content {
    /** More of it; nothing if it is empty. */
    void piece(String text);

    /** The part is complete; a second time says nothing. */
    void end(Optional<Part> whole);

    /** Whether the item takes a signature; it is more of it. */
    default boolean sign(String signature) {
        return false;
    }

    default void summary(int paragraph, String text) {}

    default void cite(JsonNode annotation) {}
}
