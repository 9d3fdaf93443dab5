package io.piuptime.gateway.budget.money.bound;

import static java.util.Objects.requireNonNull;

/** What an attempt can cost at the most. */
public sealed interface Quote {
    /**
     * So much.
     *
     * @param micros millionths of a dollar
     * @param output tokens of each answer that it holds for
     * @param set whether the body does not say that yet, and has to
     */
    record Priced(long micros, long output, boolean set) implements Quote {}

    /** That has no bound, or is not known: nothing strict can be spent on it. */
    record Unbounded(String why) implements Quote {
        public Unbounded {
            requireNonNull(why, "why");
        }
    }
}
