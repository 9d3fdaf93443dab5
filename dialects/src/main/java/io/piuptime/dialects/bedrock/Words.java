package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bedrock's words for why an answer ended and for errors. */
final class Words {
    private static final List<String> TIERS = List.of("default", "flex", "priority", "reserved");

    private static final Map<Integer, String> EXCEPTIONS = Map.of(
            400, "ValidationException",
            403, "AccessDeniedException",
            404, "ResourceNotFoundException",
            408, "ModelTimeoutException",
            424, "ModelStreamErrorException",
            429, "ThrottlingException",
            500, "InternalServerException",
            503, "ServiceUnavailableException");

    private Words() {}

    static FinishReason finish(String word) {
        return new FinishReason(kind(word), word);
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "end_turn" -> Kind.STOP;
            case "stop_sequence" -> Kind.STOP_TEXT;
            case "max_tokens" -> Kind.LENGTH;
            case "tool_use" -> Kind.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> Kind.CONTENT_FILTER;
            case "malformed_tool_use" -> Kind.MALFORMED_CALL;
            case "malformed_model_output" -> Kind.ERROR;
            case "model_context_window_exceeded" -> Kind.CONTEXT_LENGTH;
            default -> Kind.OTHER;
        };
    }

    /** The word for a reason; where there is none, that the model was done. */
    static String word(FinishReason reason) {
        return word(reason, false);
    }

    /**
     * The word for a reason.
     *
     * @param own whether its word is Bedrock's, even if it is younger than this code
     */
    static String word(FinishReason reason, boolean own) {
        boolean known = own || reason.kind() != Kind.OTHER;
        if (known && kind(reason.word()) == reason.kind() && reason.word().matches("[a-z_]+")) {
            return reason.word();
        }
        return switch (reason.kind()) {
            case STOP, PAUSE, OTHER -> "end_turn";
            case STOP_TEXT -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "content_filtered";
            case MALFORMED_CALL -> "malformed_tool_use";
            case ERROR -> "malformed_model_output";
            case CONTEXT_LENGTH -> "model_context_window_exceeded";
        };
    }

    /** The word for a tier of service, if there is one that has to be said. */
    static Optional<String> tier(String tier, boolean own, Drops drops) {
        if (own || TIERS.contains(tier)) {
            return Optional.of(tier);
        }
        if (!tier.equals("auto") && !tier.equals("standard")) {
            drops.add(Feature.SERVICE_TIER);
        }
        return Optional.empty();
    }

    /** The status that an exception of this name comes with, outside of a stream. */
    static int status(String exception) {
        for (Map.Entry<Integer, String> known : EXCEPTIONS.entrySet()) {
            if (known.getValue().equalsIgnoreCase(exception)) {
                return known.getKey();
            }
        }
        return 500;
    }

    /** The exception for an error: its own if it has one. */
    static String exception(ChatError error) {
        if (error.type().endsWith("Exception")) {
            return error.type();
        }
        String fallback = error.status() >= 500 ? "InternalServerException" : "ValidationException";
        return EXCEPTIONS.getOrDefault(error.status(), fallback);
    }

    /** The exception for an error within a stream, where there are only five. */
    static String exceptionInStream(ChatError error) {
        return switch (exception(error)) {
            case "ValidationException" -> "validationException";
            case "ThrottlingException" -> "throttlingException";
            case "ServiceUnavailableException" -> "serviceUnavailableException";
            case "ModelStreamErrorException", "ModelErrorException" -> "modelStreamErrorException";
            default -> "internalServerException";
        };
    }
}
