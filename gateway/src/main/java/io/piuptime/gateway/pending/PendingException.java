package io.piuptime.gateway.pending;

import static java.util.Objects.requireNonNull;

/** Thrown by a phase of a step of memory's pace that can neither pass the exchange on nor refuse it yet. */
public final class PendingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Pending pending;

    public PendingException(Pending pending) {
        super("pending", null, false, false);
        this.pending = requireNonNull(pending, "pending");
    }

    public Pending pending() {
        return pending;
    }
}
