package io.piuptime.gateway.budget.money.lease;

/** The node has begun anew elsewhere, or was released: what it was granted is not its any more. */
public final class EndedTermException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EndedTermException(String node, long term) {
        super("term of node '" + node + "': " + term + " (expected: the latest)");
    }
}
