package io.piuptime.gateway;

/**
 * One step on the way of an exchange: plain synchronous code that passes the exchange on by returning, or refuses it by
 * throwing a {@link io.piuptime.model.exchange.RefusedException}; what neither can be said of yet waits by throwing a
 * {@link io.piuptime.gateway.pending.PendingException}. Its state lives in the exchange. Phases run one at a
 * time, in the order of the way; {@link #end} runs in the opposite order.
 */
public interface Step {
    /** What a phase of a step costs the thread that runs it. */
    enum Pace {
        /** Touches memory alone: runs on the event loop. */
        MEMORY,
        /** Computes for longer than a loop may be held: runs on a bounded pool. */
        HEAVY,
        /** Waits for something outside: runs on a virtual thread of its own. */
        WAITS
    }

    /** The pace of {@link #opened} and {@link #request}; {@link #end} always has the pace of memory. */
    default Pace pace() {
        return Pace.MEMORY;
    }

    /** The head of the request was read; its body may not be there yet. */
    default void opened(Exchange exchange) {}

    /** The request was read as far as routing needs. */
    default void request(Exchange exchange) {}

    /** The exchange is over, however it ended; the last byte has not left yet. Runs exactly once. */
    default void end(Exchange exchange) {}
}
