package io.piuptime.gateway.authorize.owned;

import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The query of a request for objects. */
public record ObjectQuery(String text) {
    private static final String PROVIDER = "provider";
    private static final String AFTER = "after";
    private static final String LIMIT = "limit";

    /** How many objects a list has where nothing else is asked, at most. */
    private static final int MOST = 10_000;

    /** The provider that the caller names. */
    public Optional<String> provider() {
        return value(PROVIDER);
    }

    /** The object that a list is to begin after. */
    public Optional<String> after() {
        return value(AFTER).filter(id -> !id.isEmpty());
    }

    /**
     * How many objects a list is to have at most.
     *
     * @throws RefusedException with a {@link Refusal.BadRequest}
     */
    public int limit() {
        String asked = value(LIMIT).orElse("");
        if (asked.isEmpty()) {
            return MOST;
        }
        int limit;
        try {
            limit = Integer.parseInt(asked);
        } catch (NumberFormatException _) {
            limit = 0;
        }
        if (limit < 1 || limit > MOST) {
            throw new RefusedException(new Refusal.BadRequest(
                    "limit: '" + (asked.length() > 20 ? asked.substring(0, 20) + "…" : asked) + "' (expected: 1 to "
                            + MOST + ")",
                    "invalid_limit",
                    LIMIT));
        }
        return limit;
    }

    /** What goes on to the provider of one object. */
    public String ofOne() {
        return without(Set.of(PROVIDER));
    }

    /** What goes on to a provider for one page of its list. */
    public String ofPage(int size, Optional<String> following) {
        String rest = without(Set.of(PROVIDER, AFTER, LIMIT));
        return (rest.isEmpty() ? "" : rest + "&")
                + LIMIT + "=" + size
                + following
                        .map(id -> "&" + AFTER + "=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .orElse("");
    }

    private Optional<String> value(String name) {
        return Arrays.stream(text.split("&", -1))
                .filter(part -> nameOf(part).equals(name))
                .map(part -> decoded(part.substring(Math.min(part.length(), part.indexOf('=') + 1))))
                .findFirst();
    }

    private String without(Set<String> names) {
        return Arrays.stream(text.split("&", -1))
                .filter(part -> !part.isEmpty() && !names.contains(nameOf(part)))
                .collect(Collectors.joining("&"));
    }

    private static String nameOf(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? "" : decoded(part.substring(0, equals));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
