package io.piuptime.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A name with one {@code *} in it, which stands for any text, also for none.
 *
 * @param before the literal part before the star
 * @param after the literal part after it
 */
public record Wildcard(String before, String after) {
    public Wildcard {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    public static boolean isIn(String name) {
        return name.indexOf('*') >= 0;
    }

    /** Reads {@code gpt-*}. */
    public static Wildcard of(String text) {
        int star = text.indexOf('*');
        if (star < 0 || text.indexOf('*', star + 1) >= 0) {
            throw new IllegalArgumentException("wildcard: '" + text + "' (expected: exactly one *)");
        }
        return new Wildcard(text.substring(0, star), text.substring(star + 1));
    }

    public boolean matches(String name) {
        return name.length() >= literals() && name.startsWith(before) && name.endsWith(after);
    }

    /** What the star stands for in a name, if the name matches. */
    public Optional<String> matchedIn(String name) {
        return matches(name)
                ? Optional.of(name.substring(before.length(), name.length() - after.length()))
                : Optional.empty();
    }

    /** The name in which the star stands for a text. */
    public String with(String matched) {
        return before + matched + after;
    }

    /** How many characters of a name it fixes: the more, the closer it fits. */
    public int literals() {
        return before.length() + after.length();
    }

    @Override
    public String toString() {
        return with("*");
    }
}
