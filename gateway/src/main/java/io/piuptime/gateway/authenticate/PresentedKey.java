package io.piuptime.gateway.authenticate;

import java.util.Optional;

/** Finds the key in the header that carries it. */
public final class PresentedKey {
    private static final String SCHEME = "Bearer";

    private PresentedKey() {}

    /** The credentials of an {@code Authorization: Bearer …} value; none when the scheme is another or nothing follows it. */
    public static Optional<String> fromAuthorization(String value) {
        String trimmed = value.strip();
        if (!trimmed.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String rest = trimmed.substring(SCHEME.length());
        String key = rest.strip();
        return key.isEmpty() || key.length() == rest.length() ? Optional.empty() : Optional.of(key);
    }
}
