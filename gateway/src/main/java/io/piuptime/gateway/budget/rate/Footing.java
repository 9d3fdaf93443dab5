package io.piuptime.gateway.budget.rate;

/** What a node may take of limits. */
sealed interface Footing {
    /** All of each: it is the only node. */
    record Whole() implements Footing {}

    /**
     * What it holds by the store's leave.
     *
     * @param nodes how many share limits, this one included
     */
    record Leased(int nodes) implements Footing {}

    /**
     * Its part of each, as the store does not answer; and what it held before, if that is more.
     *
     * @param nodes how many shared limits when the store was heard last
     */
    record Alone(int nodes) implements Footing {}

    /** How many nodes share limits. */
    default int among() {
        return switch (this) {
            case Whole _ -> 1;
            case Leased leased -> leased.nodes();
            case Alone alone -> alone.nodes();
        };
    }
}
