package io.piuptime.testkit.torture;

/** The stores that all nodes share. */
public interface Stores {
    /** Ends the database (or the other one) at once, and starts it again with its data. */
    void kill(Store store);

    void restart(Store store);

    /** Stops its processes, or lets them go on. */
    void freeze(Store store, boolean frozen);

    /** Which one. */
    enum Store {
        DATABASE,
        SHARED
    }
}
