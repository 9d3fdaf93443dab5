package io.piuptime.gateway.budget.share;

import static java.util.Objects.requireNonNull;

/**
 * What a node says of one limit in one term, and asks for.
 *
 * @param meter tells the limit apart from all others
 * @param held how much the node has of it, spent or not: this is what counts, whatever the store remembers
 * @param want how much more it would like
 * @param cap how much all nodes may have
 */
public record Ask(String meter, Term term, long held, long want, long cap) {
    public Ask {
        requireNonNull(meter, "meter");
        requireNonNull(term, "term");
        if (held < 0 || want < 0 || cap < 0) {
            throw new IllegalArgumentException(
                    "held, want, cap: " + held + ", " + want + ", " + cap + " (expected: >= 0 each)");
        }
    }
}
