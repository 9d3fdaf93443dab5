package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

/**
 * Why an answer ended.
 *
 * @param word as the provider wrote it, in the dialect it was read from; empty when it did not say
 */
public record FinishReason(Kind kind, String word) {
    /** What it means. */
    public enum Kind {
        /** The model was done. */
        STOP,
        /** One of the caller's stop texts came. */
        STOP_TEXT,
        /** As long as was allowed. */
        LENGTH,
        TOOL_CALLS,
        /** Cut by a filter. */
        CONTENT_FILTER,
        /** The model declined. */
        REFUSAL,
        /** The provider paused a long turn; it goes on when the answer is sent back. */
        PAUSE,
        /** The model called a tool in a form that cannot be read. */
        MALFORMED_CALL,
        /** The conversation is longer than the model's window. */
        CONTEXT_LENGTH,
        /** The provider broke off. */
        ERROR,
        OTHER
    }

    public FinishReason {
        requireNonNull(kind, "kind");
        requireNonNull(word, "word");
    }
}
