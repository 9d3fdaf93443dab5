package io.piuptime.model.price;

import java.math.BigDecimal;

/**
 * Money for one unit, in femtodollars (10⁻¹⁵ USD). For tokens this is the price in USD per million with nine decimals, which
 * holds every listed price.
 */
public record Rate(long femtos) implements Comparable<Rate> {
    public static final Rate FREE = new Rate(0);

    /** Decimals of femtodollars in a price by the piece, and in one by the million. */
    private static final int DECIMALS_EACH = 15;

    private static final int DECIMALS_PER_MILLION = 9;

    public Rate {
        if (femtos < 0) {
            throw new IllegalArgumentException("rate: " + femtos + " (expected: >= 0)");
        }
    }

    /**
     * Reads USD for a unit: by the piece, or by the million.
     *
     * @throws IllegalArgumentException if it is not such a number
     */
    public static Rate parse(String usd, Unit unit) {
        int decimals = decimalsOf(unit);
        try {
            BigDecimal amount = new BigDecimal(usd);
            if (amount.signum() >= 0) {
                return new Rate(amount.movePointRight(decimals).longValueExact());
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // refused below, as a negative number is
        }
        throw new IllegalArgumentException(
                unit.code() + ": '" + usd + "' (expected: USD >= 0 with at most " + decimals + " decimals)");
    }

    /** The shortest text that {@link #parse} reads as this rate. */
    public String text(Unit unit) {
        BigDecimal amount = BigDecimal.valueOf(femtos, decimalsOf(unit)).stripTrailingZeros();
        return amount.signum() == 0 ? "0" : amount.toPlainString();
    }

    @Override
    public int compareTo(Rate other) {
        return Long.compare(femtos, other.femtos);
    }

    private static int decimalsOf(Unit unit) {
        return unit.isPiece() ? DECIMALS_EACH : DECIMALS_PER_MILLION;
    }
}
