package io.piuptime.dialects.chat;

import io.piuptime.model.chat.Json;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Members that only one dialect has: written to their own, left out elsewhere. */
public final class Extras {
    private Extras() {}

    /**
     * Writes members to a body, into those that stand there already.
     *
     * @param own whether the body is of the dialect that the members are of
     * @param written names of members that the caller writes itself
     */
    public static void write(Map<String, Json> extras, boolean own, Set<String> written, ObjectNode body, Drops drops) {
        extras.forEach((name, value) -> {
            if (!own) {
                drops.extra(name);
            } else if (!written.contains(name)) {
                JsonNode extra = Trees.node(value);
                if (extra instanceof ObjectNode more && body.get(name) instanceof ObjectNode group) {
                    group.setAll(more);
                } else {
                    body.set(name, extra);
                }
            }
        });
    }
}
