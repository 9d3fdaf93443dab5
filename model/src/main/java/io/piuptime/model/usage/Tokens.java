package io.piuptime.model.usage;

import static java.util.Objects.requireNonNull;

/**
 * Tokens of one exchange. Counts are never negative; with {@link Source#UNKNOWN} all are 0.
 *
 * @param input tokens of the prompt, cached ones included
 * @param output tokens of the answer, reasoning included
 * @param cached of the input, those read from the provider's cache
 * @param reasoning of the output, those spent on reasoning
 */
public record Tokens(long input, long output, long cached, long reasoning, Source source) {
    /** Where the counts come from. */
    public enum Source {
        /** The provider said so. */
        REPORTED,
        /** Counted here: the provider did not say, for example because the stream broke. */
        COUNTED,
        UNKNOWN
    }

    public static final Tokens NONE = new Tokens(0, 0, 0, 0, Source.UNKNOWN);

    public Tokens {
        requireNonNull(source, "source");
        requireCount(input, "input");
        requireCount(output, "output");
        requireCount(cached, "cached");
        requireCount(reasoning, "reasoning");
    }

    private static void requireCount(long value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
        }
    }
}
