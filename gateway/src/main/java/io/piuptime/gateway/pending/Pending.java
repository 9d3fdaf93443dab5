package io.piuptime.gateway.pending;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The rest of a phase of a step, which waits for something without holding a thread. */
@FunctionalInterface
public interface Pending {
    /**
     * Begins to wait. Exactly one of both is called, on the loop; or none, if the exchange ends before.
     *
     * @param loop runs what is given to it on the exchange's event loop
     * @param done the phase is over, and the exchange passes on
     * @param failed takes what the phase would have thrown
     */
    void begin(Executor loop, Runnable done, Consumer<RuntimeException> failed);
}
