package io.piuptime.model.routing;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What requests are told apart by, so that those that belong together reach the same target.
 *
 * @param header its name in lower case; empty unless it is a header
 */
public record HashBy(Kind kind, String header) {
    /** The caller's key. */
    public static final HashBy KEY = new HashBy(Kind.KEY, "");

    /** Whom the request says that it is for. */
    public static final HashBy USER = new HashBy(Kind.USER, "");

    private static final String HEADER = "header ";

    /** What of a request it is. */
    public enum Kind {
        KEY,
        USER,
        HEADER
    }

    public HashBy {
        requireNonNull(kind, "kind");
        requireNonNull(header, "header");
        if (kind == Kind.HEADER && header.isBlank()) {
            throw new IllegalArgumentException("header: '" + header + "' (expected: its name)");
        }
    }

    /**
     * Reads what a configuration says: {@code key}, {@code user} or {@code header x-session}.
     *
     * @throws IllegalArgumentException if it says something else
     */
    public static HashBy read(String text) {
        if (text.equals("key")) {
            return KEY;
        }
        if (text.equals("user")) {
            return USER;
        }
        if (text.startsWith(HEADER)) {
            return new HashBy(
                    Kind.HEADER, text.substring(HEADER.length()).strip().toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException("'" + text + "' (expected: key, user, or header with its name)");
    }
}
