package io.piuptime.gateway.budget.money.pay;

import java.math.BigDecimal;

/** Amounts for people to read. */
public final class Dollars {
    private static final int DECIMALS = 6;
    private static final int CENTS = 2;

    private Dollars() {}

    /** Such as {@code $12.50} or {@code $0.000125}. */
    public static String text(long micros) {
        BigDecimal amount = BigDecimal.valueOf(Math.max(0, micros), DECIMALS).stripTrailingZeros();
        return "$" + amount.setScale(Math.max(CENTS, amount.scale())).toPlainString();
    }
}
