package io.piuptime.dialects.chat;

import io.piuptime.model.chat.FinishReason;

/** The words that usage records have for why an answer ended, whatever its dialect: OpenAI's where it has one. */
public final class FinishWords {
    private FinishWords() {}

    public static String of(FinishReason.Kind kind) {
        return switch (kind) {
            case STOP, STOP_TEXT -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case REFUSAL -> "refusal";
            case PAUSE -> "pause";
            case MALFORMED_CALL -> "malformed_call";
            case CONTEXT_LENGTH -> "context_length";
            case ERROR -> "error";
            case OTHER -> "other";
        };
    }
}
