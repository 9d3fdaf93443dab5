package io.piuptime.app.config.condition;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with the text of a condition.
 *
 * @param what is there, and at which character
 * @param hint what should be there: {@code expected: …} or {@code did you mean …?}
 */
public record Wrong(String what, String hint) {
    public Wrong {
        requireNonNull(what, "what");
        requireNonNull(hint, "hint");
    }
}
