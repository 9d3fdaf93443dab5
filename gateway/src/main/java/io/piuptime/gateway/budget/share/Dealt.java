package io.piuptime.gateway.budget.share;

import java.util.List;

/**
 * The store's answer to some asks.
 *
 * @param now the store's time, in milliseconds since the epoch
 * @param nodes how many were heard of lately, the asking one included
 * @param era another one when the store has lost what it knew
 * @param grants one for each ask, in their order
 */
public record Dealt(long now, int nodes, long era, List<Grant> grants) {
    /**
     * What is granted of one limit.
     *
     * @param more beyond what the node held
     * @param left what nobody holds now
     * @param current whether the term is the present one by the store's clock; otherwise nothing is granted
     */
    public record Grant(long more, long left, boolean current) {}

    public Dealt {
        grants = List.copyOf(grants);
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes: " + nodes + " (expected: >= 1)");
        }
    }
}
