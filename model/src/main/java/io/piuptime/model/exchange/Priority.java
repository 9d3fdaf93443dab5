package io.piuptime.model.exchange;

import java.util.Locale;
import java.util.Optional;

/** How soon an answer is needed, where not all can be served at once. The first is served first. */
public enum Priority {
    /** Must not wait. */
    CRITICAL,
    /** Somebody looks at the screen. */
    INTERACTIVE,
    /** Nothing was said. */
    STANDARD,
    /** Nobody waits: first to be put off, and patient in a queue. */
    BATCH;

    /** Where callers name it. */
    public static final String HEADER = "x-piup-priority";

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As callers write it. */
    public String word() {
        return word;
    }

    /** The one of this name, in any case of letters. */
    public static Optional<Priority> named(String text) {
        for (Priority priority : values()) {
            if (priority.word.equalsIgnoreCase(text.strip())) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /** Whether it goes before another. */
    public boolean isBefore(Priority other) {
        return compareTo(other) < 0;
    }
}
