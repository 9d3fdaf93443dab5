package io.piuptime.model.exchange;

import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Bound;
import java.util.List;

/**
 * How much a caller may have: what is written at each level, from the tenant down to the key and the user. The same lists as long
 * as nothing of it changes, so that what is made of them can be kept by their identity.
 *
 * @param limits all of them hold at once
 * @param budgets those of the tenant, the team, the application, the key and the user; end users, tags and models of an exchange
 *     may have others
 */
public record Allowance(List<Bound> limits, List<Budget> budgets) {
    /** As much as there is. */
    public static final Allowance BOUNDLESS = new Allowance(List.of(), List.of());

    public Allowance {
        limits = List.copyOf(limits);
        budgets = List.copyOf(budgets);
    }
}
