package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

/**
 * Rates for long prompts. They apply to all tokens of an exchange, not only to those beyond the threshold.
 *
 * @param above tokens of input, cached ones included, that must be exceeded
 * @param rates the rates that differ
 */
public record Tier(long above, Rates rates) {
    public Tier {
        if (above < 0) {
            throw new IllegalArgumentException("tier: " + above + " (expected: >= 0)");
        }
        requireNonNull(rates, "rates");
    }
}
