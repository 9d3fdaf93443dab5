package io.piuptime.dialects.anthropic.terms;

import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import java.util.Map;

/** Anthropic's words for why an answer ended and for errors. */
public final class Words {
    public static final String NAME = "anthropic-messages";

    private static final Map<String, Integer> ERRORS = Map.of(
            "invalid_request_error", 400,
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "api_error", 500,
            "timeout_error", 504,
            "overloaded_error", 529);

    /** A reason that no other dialect has. */
    private static final String COMPACTION = "compaction";

    private Words() {}

    public static FinishReason finish(String word) {
        return new FinishReason(kind(word), word);
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "end_turn" -> Kind.STOP;
            case "stop_sequence" -> Kind.STOP_TEXT;
            case "max_tokens" -> Kind.LENGTH;
            case "tool_use" -> Kind.TOOL_CALLS;
            case "pause_turn" -> Kind.PAUSE;
            case "refusal" -> Kind.REFUSAL;
            case "model_context_window_exceeded" -> Kind.CONTEXT_LENGTH;
            default -> Kind.OTHER;
        };
    }

    /**
     * The word for a reason; where there is none, that the model was done.
     *
     * @param calls whether the answer calls tools, which some providers do not say at its end
     */
    public static String word(FinishReason reason, boolean calls) {
        return word(reason, calls, false);
    }

    /**
     * The word for a reason.
     *
     * @param own whether its word is Anthropic's, even if it is younger than this code
     */
    public static String word(FinishReason reason, boolean calls, boolean own) {
        boolean known = own || reason.kind() != Kind.OTHER || reason.word().equals(COMPACTION);
        if (known && kind(reason.word()) == reason.kind() && reason.word().matches("[a-z_]+")) {
            return reason.word();
        }
        return switch (reason.kind()) {
            case STOP, OTHER -> calls ? "tool_use" : "end_turn";
            case MALFORMED_CALL, ERROR -> "end_turn";
            case STOP_TEXT -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "refusal";
            case PAUSE -> "pause_turn";
            case CONTEXT_LENGTH -> "model_context_window_exceeded";
        };
    }

    /** Whether a reason has no word here, so that it is told as the end of any answer. */
    public static boolean isLost(FinishReason reason) {
        return switch (reason.kind()) {
            case MALFORMED_CALL, ERROR -> true;
            case OTHER -> !reason.word().isEmpty() && !reason.word().equals(COMPACTION);
            default -> false;
        };
    }

    /** The status that an error of this type comes with, outside of a stream. */
    public static int status(String type) {
        return ERRORS.getOrDefault(type, 500);
    }

    /** The type of an error: its own if it has one of Anthropic's. */
    public static String type(ChatError error) {
        if (ERRORS.containsKey(error.type())) {
            return error.type();
        }
        if (error.status() == 503) {
            return "overloaded_error";
        }
        for (Map.Entry<String, Integer> known : ERRORS.entrySet()) {
            if (known.getValue() == error.status()) {
                return known.getKey();
            }
        }
        return error.status() >= 500 ? "api_error" : "invalid_request_error";
    }
}
