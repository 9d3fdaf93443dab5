package io.piuptime.model.embed;

/** What happens to an input that is longer than the model's window. */
public enum Truncation {
    /** It is an error. */
    NONE,
    /** Its beginning is left out. */
    START,
    /** Its end is left out. */
    END
}
