package io.piuptime.dialects.anthropic.terms;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors, which look the same as an answer and within a stream. */
public final class Errors {
    private Errors() {}

    public static ChatError read(int status, JsonNode body) {
        JsonNode error = body.path("error");
        if (error.isString()) {
            return new ChatError(status, "", "", error.stringValue(), "");
        }
        String message = error.path("message").asString(body.path("message").asString(""));
        return new ChatError(status, error.path("type").asString(""), "", message, "");
    }

    /** Reads what a stream tells: there the status follows from the type. */
    public static ChatError readInStream(JsonNode event) {
        String type = event.path("error").path("type").asString("");
        return read(Words.status(type), event);
    }

    public static ObjectNode write(ChatError error) {
        ObjectNode body = Trees.object().put("type", "error");
        body.putObject("error").put("type", Words.type(error)).put("message", error.message());
        return body;
    }
}
