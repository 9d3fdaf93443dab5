package io.piuptime.dialects.count;

/** How many tokens a conversation has before it is answered. */
public record TokenCount(long input) {
    public TokenCount {
        if (input < 0) {
            throw new IllegalArgumentException("input: " + input + " (expected: 0 or more)");
        }
    }
}
