package io.piuptime.testkit.torture;

import java.util.List;

/**
 * What became of a budget.
 *
 * @param generatedMicros what the provider bills for all that was spent from it
 * @param allowedMicros in the end
 * @param overspendMicros by how much it was exceeded at most, at any edge
 * @param boundMicros by how much it may be
 * @param spentMicros of it, as the ledger says, whatever is unconfirmed included
 * @param unconfirmedMicros of those
 * @param edges moments that were looked at, and of those the ones at which somebody was being refused
 */
record Purse(
        long generatedMicros,
        long allowedMicros,
        long overspendMicros,
        long boundMicros,
        long spentMicros,
        long unconfirmedMicros,
        Edges edges) {
    /**
     * A moment: what was allowed, and what had been generated.
     *
     * @param raced whether somebody was refused since the moment before
     */
    record Edge(long allowedMicros, long generatedMicros, boolean raced) {
        long over() {
            return Math.max(0, generatedMicros - allowedMicros);
        }
    }

    /** How many moments, and how many of them were raced for. */
    record Edges(int all, int raced) {}

    static Purse of(List<Edge> edges, long boundMicros, Ledger ledger, String budget) {
        return new Purse(
                edges.getLast().generatedMicros(),
                edges.getLast().allowedMicros(),
                edges.stream().mapToLong(Edge::over).max().orElse(0),
                boundMicros,
                ledger.spentMicros(budget),
                ledger.unconfirmedMicros(budget),
                new Edges(edges.size(), (int) edges.stream().filter(Edge::raced).count()));
    }

    /** Whether no more was overspent than may be. */
    boolean isWithinBound() {
        return overspendMicros <= boundMicros;
    }

    /** Whether the ledger knows of all that was generated, and of no more than was allowed. */
    boolean isCovered() {
        return spentMicros >= generatedMicros && spentMicros <= allowedMicros;
    }
}
