package io.piuptime.dialects.responses.item;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors, as bodies of their own and inside a stream. */
public final class Errors {
    private Errors() {}

    public static ChatError read(int status, JsonNode body) {
        JsonNode error = body.path("error");
        if (error.isString()) {
            return new ChatError(status, "", text(body, "code"), error.stringValue(), "");
        }
        JsonNode told = error.isObject() ? error : body;
        String message = text(told, "message");
        return new ChatError(
                status,
                text(told, "type"),
                text(told, "code"),
                message.isEmpty() ? text(told, "detail") : message,
                text(told, "param"));
    }

    public static ObjectNode write(ChatError error) {
        ObjectNode told = Trees.object();
        told.put("message", error.message());
        told.put("type", error.type().isEmpty() ? type(error.status()) : error.type());
        putOrNull(told, "param", error.param());
        putOrNull(told, "code", error.code());
        ObjectNode body = Trees.object();
        body.set("error", told);
        return body;
    }

    /** An {@code error} event, whose members lie flat by the contract and in an object in practice. */
    public static ChatError readEvent(JsonNode event) {
        JsonNode error = event.path("error").isObject() ? event.path("error") : event;
        String type = text(error, "type");
        String code = text(error, "code");
        return new ChatError(
                status(code + " " + type),
                type.equals("error") ? "" : type,
                code,
                text(error, "message"),
                text(error, "param"));
    }

    public static ObjectNode writeEvent(ChatError error) {
        ObjectNode event = Trees.object();
        event.put("type", "error");
        putOrNull(event, "code", error.code().isEmpty() ? error.type() : error.code());
        event.put("message", error.message());
        putOrNull(event, "param", error.param());
        return event;
    }

    /** The {@code error} of a failed response. */
    public static ChatError readFailure(JsonNode response) {
        JsonNode error = response.path("error");
        String code = text(error, "code");
        return new ChatError(status(code), "", code, text(error, "message"), "");
    }

    public static ObjectNode failure(String code, String message) {
        ObjectNode error = Trees.object();
        error.put("code", code.isEmpty() ? "server_error" : code);
        error.put("message", message);
        return error;
    }

    public static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }

    private static void putOrNull(ObjectNode object, String name, String value) {
        if (value.isEmpty()) {
            object.putNull(name);
        } else {
            object.put(name, value);
        }
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static int status(String words) {
        if (words.contains("rate_limit") || words.contains("insufficient_quota")) {
            return 429;
        }
        if (words.contains("server_error")) {
            return 500;
        }
        if (words.contains("overloaded")) {
            return 503;
        }
        return words.contains("invalid") || words.contains("context_length") || words.contains("image_") ? 400 : 502;
    }
}
