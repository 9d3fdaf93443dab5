package io.piuptime.gateway.budget.money.lease;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.model.directory.Budget;
import java.util.List;

/**
 * The accounts of a budget's caps, in their order, for as long as all of them stay the same.
 *
 * @param budget as it was when they were found
 * @param from first second
 * @param until the second after the last
 */
record Current(Budget budget, List<AccountId> accounts, long from, long until) {
    Current {
        accounts = List.copyOf(accounts);
    }

    /** Whether they are those of a budget now. */
    @SuppressWarnings("ReferenceEquality") // a budget is the same object until something of it changes
    boolean isOf(Budget other, long second) {
        return budget == other && second >= from && second < until;
    }
}
