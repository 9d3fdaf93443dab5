package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

/**
 * What a check found.
 *
 * @param detail the measured value
 */
public record Finding(Check check, State state, String detail) {
    /** Whether the check is kept. */
    public enum State {
        KEPT,
        BROKEN,
        NOT_APPLICABLE
    }

    public Finding {
        requireNonNull(check, "check");
        requireNonNull(state, "state");
        requireNonNull(detail, "detail");
    }

    boolean breaks(Check.Weight weight) {
        return state == State.BROKEN && check.weight() == weight;
    }
}
