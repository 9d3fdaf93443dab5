package io.piuptime.model.exchange;

import static java.util.Objects.requireNonNull;

/** Carries a {@link Refusal} out of a step. It has no stack trace: a refusal is an answer, not a fault of the code. */
public final class RefusedException extends RuntimeException {
    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(requireNonNull(refusal, "refusal").message(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
