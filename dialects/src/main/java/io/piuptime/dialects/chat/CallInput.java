package io.piuptime.dialects.chat;

import io.piuptime.model.chat.Part;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The input of a tool's call, for dialects that take an object and no text. */
public final class CallInput {
    private CallInput() {}

    /**
     * The arguments of a call as an object; an empty one if they are none.
     *
     * @param own whether the call is of the dialect it is written for, so that other values stand too
     */
    public static JsonNode of(Part.ToolCall call, boolean own, Drops drops) {
        if (call.custom()) {
            drops.add(Feature.CUSTOM_CALL);
            return Trees.object().put("input", call.arguments());
        }
        try {
            JsonNode input = Trees.read(call.arguments());
            if (input.isObject() || (own && !input.isMissingNode())) {
                return input;
            }
        } catch (JacksonException _) {
            // noted below
        }
        if (!call.arguments().isBlank()) {
            drops.add(Feature.CALL_ARGUMENTS);
        }
        return Trees.object();
    }
}
