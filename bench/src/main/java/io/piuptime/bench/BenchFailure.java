package io.piuptime.bench;

/** A run that must not be reported, and why. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchFailure(String message) {
        super(message);
    }
}
