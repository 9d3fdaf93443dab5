package io.piuptime.model.routing;

/** Who of the targets of one tier is asked first. One that is near the end of its rate limit comes after the others. */
public enum Strategy {
    /** One tier after the other, as they are written; within a tier in turn. */
    ORDERED,
    /** Each in turn. */
    ROUND_ROBIN,
    /** At random, in proportion to their weights and to what is left of their rate limits. */
    WEIGHTED,
    /** Who has the fewest requests under way for its weight. */
    LEAST_IN_FLIGHT,
    /** Of two at random, who would give its first token sooner. */
    FASTEST,
    /** Who costs least by the prices that are known. */
    CHEAPEST,
    /** Who has the most room left, by what engines of one's own tell of their queues and caches, and by what was sent since. */
    LOAD,
    /** The same for the same: each has its share of what requests are told apart by. */
    HASH
}
