package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

/**
 * A cost as it is kept: with all that it takes to compute it again.
 *
 * @param micros millionths of the currency's unit
 * @param currency by ISO 4217
 * @param price the price used and when it holds, as {@link PriceText} writes it; of parts with different prices, all of them
 *     with {@code +} between
 */
public record Charge(long micros, String currency, String price) {
    public static final String USD = "USD";

    private static final String BETWEEN_PARTS = " + ";

    public Charge {
        if (micros < 0) {
            throw new IllegalArgumentException("micros: " + micros + " (expected: >= 0)");
        }
        requireNonNull(currency, "currency");
        requireNonNull(price, "price");
    }

    /**
     * Both together.
     *
     * @throws IllegalArgumentException if the other has another currency
     */
    public Charge plus(Charge other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currency: " + other.currency + " (expected: " + currency + ")");
        }
        String both = price.equals(other.price) ? price : price + BETWEEN_PARTS + other.price;
        return new Charge(Math.addExact(micros, other.micros), currency, both);
    }
}
