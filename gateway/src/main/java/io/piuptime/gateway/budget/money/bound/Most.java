package io.piuptime.gateway.budget.money.bound;

/**
 * The most that an attempt can use.
 *
 * @param input tokens of the prompt
 * @param output tokens of all its answers
 * @param media whether some of the prompt is no text
 * @param urgent whether a service may serve it that only serves who asks for it
 */
public record Most(long input, long output, boolean media, boolean urgent) {
    public Most {
        if (input < 0 || output < 0) {
            throw new IllegalArgumentException("tokens: " + Math.min(input, output) + " (expected: >= 0)");
        }
    }
}
