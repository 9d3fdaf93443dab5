package io.piuptime.dialects.embed.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the canonical form does not name. */
public final class Extras {
    private Extras() {}

    /** Writes a request's extras if they are of the dialect, behind what is there; otherwise they are noted as dropped. */
    public static void write(Map<String, Json> extras, boolean own, ObjectNode body, Drops drops) {
        extras.forEach((name, json) -> {
            if (!own) {
                drops.extra(name);
            } else if (!body.has(name)) {
                body.set(name, Trees.node(json));
            }
        });
    }

    /** Writes a reply's extras if they are of the dialect. A caller misses nothing of another one's. */
    public static void write(Map<String, Json> extras, boolean own, ObjectNode body) {
        if (own) {
            write(extras, true, body, new Drops());
        }
    }
}
