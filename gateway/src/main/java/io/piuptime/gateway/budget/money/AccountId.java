package io.piuptime.gateway.budget.money;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One stretch of time of one cap of one budget.
 *
 * @param budget id of the budget
 * @param window as it is written: {@code month}
 * @param start first second of the stretch, since 1970
 */
public record AccountId(String budget, String window, long start) implements Comparable<AccountId> {
    private static final Comparator<AccountId> ORDER = Comparator.comparing(AccountId::budget)
            .thenComparing(AccountId::window)
            .thenComparingLong(AccountId::start);

    public AccountId {
        requireNonNull(budget, "budget");
        requireNonNull(window, "window");
    }

    @Override
    public int compareTo(AccountId other) {
        return ORDER.compare(this, other);
    }

    /** {@code b1/month/1793491200}. */
    public String text() {
        return budget + "/" + window + "/" + start;
    }
}
