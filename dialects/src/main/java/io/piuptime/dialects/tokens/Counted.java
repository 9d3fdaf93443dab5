package io.piuptime.dialects.tokens;

/**
 * Tokens of a conversation.
 *
 * @param exact whether they were counted by the model's own vocabulary and nothing else is in the conversation; else they are
 *     estimated
 */
public record Counted(long tokens, boolean exact) {
    public Counted {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens: " + tokens + " (expected: >= 0)");
        }
    }
}
