package io.piuptime.gateway.queue;

/** Who waits in a {@link Queue}. Told by any thread, outside of locks, and at most one of both for each time it joined. */
public interface Waiter {
    /** A place has become free: it may be tried for. It stands in no line any more. */
    void called();

    /** Somebody with a better right came when all places to wait were taken. */
    void displaced();
}
