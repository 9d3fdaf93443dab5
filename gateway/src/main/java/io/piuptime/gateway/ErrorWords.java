package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What the body of a provider's error says, whatever its dialect.
 *
 * @param words machine-readable ones in lower case, such as {@code insufficient_quota}: values of members like code, type,
 *     status and reason
 * @param message for people, or empty
 */
public record ErrorWords(Set<String> words, String message) {
    /** Nothing was said, or nothing that can be read. */
    public static final ErrorWords NONE = new ErrorWords(Set.of(), "");

    public ErrorWords {
        words = Set.copyOf(words);
        requireNonNull(message, "message");
    }
}
