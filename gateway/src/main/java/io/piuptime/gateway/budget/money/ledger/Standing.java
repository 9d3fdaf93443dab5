package io.piuptime.gateway.budget.money.ledger;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;

/**
 * How an account stands on this node, in millionths of a dollar.
 *
 * @param granted what the node may spend, of all that it ever was allowed
 * @param reserved by attempts that are under way
 * @param spent by attempts that have ended
 * @param unconfirmed held by attempts of which nobody knows what they cost
 */
public record Standing(AccountId id, long granted, long reserved, long spent, long unconfirmed) {
    public Standing {
        requireNonNull(id, "id");
    }

    /** What may still be reserved. */
    public long free() {
        return granted - reserved - spent - unconfirmed;
    }
}
