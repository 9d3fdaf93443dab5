package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

/**
 * A cost as it is kept: with all that it takes to compute it again.
 *
 * @param micros millionths of the currency's unit
 * @param currency by ISO 4217
 * @param price the price used and when it holds, as {@link PriceText} writes it
 */
public record Charge(long micros, String currency, String price) {
    public static final String USD = "USD";

    public Charge {
        if (micros < 0) {
            throw new IllegalArgumentException("micros: " + micros + " (expected: >= 0)");
        }
        requireNonNull(currency, "currency");
        requireNonNull(price, "price");
    }
}
