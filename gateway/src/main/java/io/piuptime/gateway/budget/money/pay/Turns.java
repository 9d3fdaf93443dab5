package io.piuptime.gateway.budget.money.pay;

/** The thread of one exchange. */
public interface Turns {
    /** Runs a task on it, soon; any thread may say so. */
    void enter(Runnable task);

    /** Runs a task on it, after a while; only that thread may say so. */
    void later(long millis, Runnable task);
}
