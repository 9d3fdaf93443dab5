package io.piuptime.testkit.card.run;

import java.util.Arrays;
import java.util.Locale;

/** What the gateway is told to do with a stream that breaks after its first token. */
public enum Recovery {
    /** Nothing is told: the default is an error in the stream. */
    ERROR,
    CONTINUE,
    BUFFERED;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying which word is wrong
     */
    public static Recovery of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("recovery: " + word + " (expected: error, continue or buffered)"));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
