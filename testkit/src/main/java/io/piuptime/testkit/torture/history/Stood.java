package io.piuptime.testkit.torture.history;

import static java.util.Objects.requireNonNull;

/**
 * What a node answers for of one budget.
 *
 * @param budget its id
 * @param granted and the others in millionths of a dollar
 */
public record Stood(String node, String budget, long granted, long spent, long unconfirmed) {
    public Stood {
        requireNonNull(node, "node");
        requireNonNull(budget, "budget");
    }
}
