package io.piuptime.model.catalog;

import java.util.Locale;

/** What is done with a stream that breaks after its first content has reached the caller. */
public enum StreamRecovery {
    /** It ends with an error event; what was told stays told. */
    ERROR,
    /**
     * Another attempt is asked the same, and goes on where the broken one stopped if it says the same up to there, word for
     * word; else it ends with an error event.
     */
    CONTINUE,
    /** Nothing is told before the answer is whole, so that every failure can still be made good. */
    BUFFERED;

    /** Its name in configurations: {@code continue}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
