package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the end of what is to be cached is marked.
 *
 * @param taken whether a provider takes such marks
 * @param breakpoint the mark as OpenAI writes it; empty for the one that others took over from Anthropic
 */
record CacheMarks(boolean taken, Optional<Json> breakpoint) {
    ObjectNode mark(ObjectNode piece, Optional<Part.CacheHint> hint, Drops drops) {
        if (hint.isPresent() && taken) {
            breakpoint.ifPresentOrElse(
                    mark -> piece.set(ContentForms.BREAKPOINT, Trees.node(mark)),
                    () -> piece.set(ContentForms.CACHE, ContentForms.cacheControl(hint.get())));
        } else {
            drop(hint, drops);
        }
        return piece;
    }

    /** Notes a mark in a place that cannot bear one. */
    void drop(Optional<Part.CacheHint> hint, Drops drops) {
        if (hint.isPresent()) {
            drops.add(Feature.CACHE);
        }
    }
}
