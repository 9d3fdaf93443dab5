package io.piuptime.dialects.openai.chat.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Words of this dialect: reasons to finish, and errors. */
public final class Words {
    /** The dialect's name. */
    public static final String NAME = "openai-chat";

    private static final int UNKNOWN = 502;
    private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority");

    private Words() {}

    /** A member as text, or empty. */
    public static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }

    public static void putOrNull(ObjectNode object, String name, String value) {
        if (value.isEmpty()) {
            object.putNull(name);
        } else {
            object.put(name, value);
        }
    }

    /** The word for a tier of service, if there is one. */
    public static Optional<String> tier(String tier, boolean own, Drops drops) {
        if (own || TIERS.contains(tier)) {
            return Optional.of(tier);
        }
        if (tier.equals("standard")) {
            return Optional.of("default");
        }
        drops.add(Feature.SERVICE_TIER);
        return Optional.empty();
    }

    /** Whether a reason has no word here, so that it is told as the end of any answer. */
    public static boolean isLost(FinishReason reason) {
        return reason.kind() == Kind.MALFORMED_CALL
                || (reason.kind() == Kind.OTHER && !reason.word().isEmpty());
    }

    /**
     * Why an answer ended.
     *
     * @param word empty if its provider did not say
     * @param calls whether it calls tools, which some providers do not tell
     */
    public static FinishReason finish(String word, boolean calls, boolean refused, boolean stopText) {
        Kind kind = kind(word).orElse(Kind.OTHER);
        if (kind != Kind.STOP) {
            return new FinishReason(kind, word);
        }
        if (calls) {
            return new FinishReason(Kind.TOOL_CALLS, word);
        }
        if (refused) {
            return new FinishReason(Kind.REFUSAL, word);
        }
        return new FinishReason(stopText ? Kind.STOP_TEXT : Kind.STOP, word);
    }

    /** The word for a reason: its own if it is one of this dialect's that means the same. */
    public static String finish(FinishReason reason, boolean refused) {
        Kind kind = reason.kind();
        if (kind == Kind.CONTEXT_LENGTH) {
            // some servers have words for it, but OpenAI's clients know none
            return "length";
        }
        boolean stops = kind == Kind.TOOL_CALLS || kind == Kind.REFUSAL || kind == Kind.STOP_TEXT;
        if (kind(reason.word())
                .filter(own -> own == kind || (stops && own == Kind.STOP))
                .isPresent()) {
            return reason.word();
        }
        return switch (kind) {
            case LENGTH, CONTEXT_LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case REFUSAL -> refused ? "stop" : "content_filter";
            case ERROR -> "error";
            case STOP, STOP_TEXT, PAUSE, MALFORMED_CALL, OTHER -> "stop";
        };
    }

    private static Optional<Kind> kind(String word) {
        return switch (word) {
            case "stop", "eos" -> Optional.of(Kind.STOP);
            case "length" -> Optional.of(Kind.LENGTH);
            case "tool_calls", "function_call" -> Optional.of(Kind.TOOL_CALLS);
            case "content_filter", "sensitive" -> Optional.of(Kind.CONTENT_FILTER);
            case "model_length", "model_context_window_exceeded" -> Optional.of(Kind.CONTEXT_LENGTH);
            case "error", "network_error", "insufficient_system_resource" -> Optional.of(Kind.ERROR);
            default -> Optional.empty();
        };
    }

    public static ChatError error(int status, JsonNode body) {
        JsonNode error = body.path("error");
        if (error.isString()) {
            return new ChatError(status, text(body, "type"), text(body, "code"), error.stringValue(), "");
        }
        JsonNode told = error.isObject() ? error : body;
        String message = text(told, "message");
        return new ChatError(
                status,
                text(told, "type"),
                text(told, "code"),
                message.isEmpty() ? detail(told) : message,
                text(told, "param"));
    }

    public static ObjectNode error(ChatError error) {
        ObjectNode body = Trees.object();
        ObjectNode told = body.putObject("error");
        told.put("message", error.message());
        told.put("type", error.type().isEmpty() ? type(error.status()) : error.type());
        putOrNull(told, "param", error.param());
        putOrNull(told, "code", error.code());
        return body;
    }

    /** An error inside a stream, which has no status but in its words. */
    public static ChatError errorEvent(JsonNode frame) {
        ChatError error = error(UNKNOWN, frame);
        JsonNode told = frame.path("error").isObject() ? frame.path("error") : frame;
        int status = number(error.code());
        if (status == 0) {
            status = number(text(told, "status_code"));
        }
        if (status == 0) {
            status = number(text(told, "status"));
        }
        return new ChatError(
                status == 0 ? status(error.code() + " " + error.type()) : status,
                error.type(),
                error.code(),
                error.message(),
                error.param());
    }

    private static String detail(JsonNode told) {
        JsonNode detail = told.path("detail");
        return detail.isContainer() ? Trees.json(detail).text() : text(told, "detail");
    }

    private static int number(String code) {
        boolean digits = code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9');
        int status = digits ? Integer.parseInt(code) : 0;
        return status >= 400 && status <= 599 ? status : 0;
    }

    private static int status(String words) {
        if (words.contains("rate_limit") || words.contains("insufficient_quota")) {
            return 429;
        }
        if (words.contains("authentication")) {
            return 401;
        }
        if (words.contains("permission")) {
            return 403;
        }
        if (words.contains("not_found")) {
            return 404;
        }
        if (words.contains("overloaded")) {
            return 503;
        }
        if (words.contains("timeout")) {
            return 504;
        }
        if (words.contains("server_error")) {
            return 500;
        }
        return words.contains("invalid_request") ? 400 : UNKNOWN;
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
}
