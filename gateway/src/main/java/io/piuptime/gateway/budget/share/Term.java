package io.piuptime.gateway.budget.share;

/** The part of time that something is counted in. Moments are milliseconds since the epoch, by the store's clock. */
public sealed interface Term {
    /**
     * From one moment to another.
     *
     * @param until the first moment after it; {@link Long#MAX_VALUE} = never
     */
    record Fixed(long from, long until) implements Term {}

    /**
     * One of those that a rolling window consists of.
     *
     * @param index how many of its width have been since the epoch
     * @param width in milliseconds
     * @param count how many of them, the present one included, are counted together
     */
    record Slot(long index, long width, int count) implements Term {}

    /** At the moment alone: what is under way. */
    record Present() implements Term {}
}
