package io.piuptime.app.config.condition;

/** Ends the reading of a condition that cannot be understood. */
final class WrongConditionException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Wrong wrong;

    WrongConditionException(Wrong wrong) {
        super(wrong.what(), null, false, false);
        this.wrong = wrong;
    }

    Wrong wrong() {
        return wrong;
    }
}
