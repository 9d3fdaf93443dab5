package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Set;

/**
 * What the body of a provider's error says, whatever its dialect.
 *
 * @param words machine-readable ones in lower case, such as {@code insufficient_quota}: values of members like code, type,
 *     status and reason
 * @param message for people, or empty
 * @param retryDelay how long to wait, as the body puts it ({@code 34s}), or empty
 */
public record ErrorWords(Set<String> words, String message, String retryDelay) {
    /** Nothing was said, or nothing that can be read. */
    public static final ErrorWords NONE = new ErrorWords(Set.of(), "", "");

    public ErrorWords {
        words = Set.copyOf(words);
        requireNonNull(message, "message");
        requireNonNull(retryDelay, "retryDelay");
    }

    /** The same with one more word, if it is none yet. */
    public ErrorWords with(String word) {
        if (word.isEmpty() || words.contains(word)) {
            return this;
        }
        Set<String> more = new HashSet<>(words);
        more.add(word);
        return new ErrorWords(more, message, retryDelay);
    }
}
