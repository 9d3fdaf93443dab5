package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.usage.Tokens;

/**
 * What a whole reply told.
 *
 * @param wellFormed whether the body is one JSON value
 * @param finishReason of the first choice, or empty
 */
public record ReplyReport(boolean wellFormed, Tokens tokens, String finishReason) {
    public ReplyReport {
        requireNonNull(tokens, "tokens");
        requireNonNull(finishReason, "finishReason");
    }
}
