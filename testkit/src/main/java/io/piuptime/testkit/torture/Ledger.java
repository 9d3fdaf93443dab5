package io.piuptime.testkit.torture;

import io.piuptime.testkit.torture.history.Stood;
import java.util.List;
import java.util.Map;

/**
 * The gateway's books, when all is quiet.
 *
 * @param leases what each node answers for of each budget
 * @param charged what was charged for an exchange, by its id
 */
public record Ledger(List<Stood> leases, Map<String, Long> charged) {
    public Ledger {
        leases = List.copyOf(leases);
        charged = Map.copyOf(charged);
    }

    /** What is gone of a budget, in millionths of a dollar: whatever is unconfirmed included. */
    public long spentMicros(String budget) {
        return leases.stream()
                .filter(lease -> lease.budget().equals(budget))
                .mapToLong(lease -> Math.addExact(lease.spent(), lease.unconfirmed()))
                .sum();
    }

    /** Of that, what is held for reservations of which nobody was told how they ended. */
    public long unconfirmedMicros(String budget) {
        return leases.stream()
                .filter(lease -> lease.budget().equals(budget))
                .mapToLong(Stood::unconfirmed)
                .sum();
    }
}
