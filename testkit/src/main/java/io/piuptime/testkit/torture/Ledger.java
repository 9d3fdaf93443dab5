package io.piuptime.testkit.torture;

import java.util.Map;

/**
 * The gateway's books, when all is quiet.
 *
 * @param spentMicros of the budget, whatever is unconfirmed included
 * @param unconfirmedMicros of those, what is held for reservations of which nobody was told how they ended
 * @param charged what was charged for an exchange, by its id
 */
public record Ledger(long spentMicros, long unconfirmedMicros, Map<String, Long> charged) {
    public Ledger {
        charged = Map.copyOf(charged);
    }
}
