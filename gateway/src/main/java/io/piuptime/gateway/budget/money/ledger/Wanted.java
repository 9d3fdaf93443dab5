package io.piuptime.gateway.budget.money.ledger;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;

/**
 * What an attempt needs of one account.
 *
 * @param strict whether it must be there; otherwise it is enough if anything is left
 * @param micros millionths of a dollar
 */
public record Wanted(AccountId account, boolean strict, long micros) {
    public Wanted {
        requireNonNull(account, "account");
        if (micros < 0) {
            throw new IllegalArgumentException("micros: " + micros + " (expected: >= 0)");
        }
    }
}
