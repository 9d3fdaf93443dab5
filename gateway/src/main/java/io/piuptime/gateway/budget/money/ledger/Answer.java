package io.piuptime.gateway.budget.money.ledger;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;

/** What a ledger says to an attempt that wants to reserve. */
public sealed interface Answer {
    /** It may leave. */
    record Reserved(long id) implements Answer {}

    /**
     * There is too little, now.
     *
     * @param account the first that has too little
     * @param free what it has
     */
    record Lacking(AccountId account, long free) implements Answer {
        public Lacking {
            requireNonNull(account, "account");
        }
    }

    /** It could not be written down: the disk is full. */
    record Unwritten() implements Answer {}
}
