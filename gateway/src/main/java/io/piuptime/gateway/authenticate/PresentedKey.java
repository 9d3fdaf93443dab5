package io.piuptime.gateway.authenticate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the key wherever the caller's dialect puts it: each has a place of its own. */
public final class PresentedKey {
    private static final String SCHEME = "Bearer";
    private static final List<String> HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key");
    private static final String PARAMETER = "key";

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

    /** The key of a header that holds nothing else: Anthropic's, Google's or Azure's. */
    public static Optional<String> fromHeaders(Function<String, Optional<String>> headers) {
        for (String name : HEADERS) {
            Optional<String> value = headers.apply(name).map(String::strip).filter(text -> !text.isEmpty());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** The key of a query's parameter {@code key}, as Google's clients may send it. */
    public static Optional<String> fromQuery(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        for (String part : query.split("&", -1)) {
            if (isKey(part) && part.length() > PARAMETER.length() + 1) {
                return decoded(part.substring(PARAMETER.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** A query without the key. */
    public static String withoutKey(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        StringBuilder rest = new StringBuilder(query.length());
        for (String part : query.split("&", -1)) {
            if (!isKey(part) && !part.isEmpty()) {
                rest.append(rest.isEmpty() ? "" : "&").append(part);
            }
        }
        return rest.toString();
    }

    private static boolean isKey(String part) {
        return part.equals(PARAMETER) || part.startsWith(PARAMETER + "=");
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.of(value);
        }
    }
}
