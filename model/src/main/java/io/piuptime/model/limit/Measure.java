package io.piuptime.model.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a limit counts. */
public enum Measure {
    REQUESTS,
    /** Tokens of prompts. */
    TOKENS_IN,
    /** Tokens of answers. */
    TOKENS_OUT,
    /** Both. */
    TOKENS,
    /** Requests under way at the same time; has no window. */
    CONCURRENT;

    /** Name in the API, in files and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Measure> of(String id) {
        return Arrays.stream(values())
                .filter(measure -> measure.id().equals(id))
                .findFirst();
    }
}
