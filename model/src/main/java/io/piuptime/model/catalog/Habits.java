package io.piuptime.model.catalog;

import java.util.Map;
import java.util.Set;

/**
 * What a provider does otherwise than its wire format says, or says in ways of its own.
 *
 * @param rateLimits names of the headers in which it says what is left
 */
public record Habits(Set<Quirk> quirks, Map<RateLimitHeader, String> rateLimits) {
    public static final Habits NONE = new Habits(Set.of(), Map.of());

    public Habits {
        quirks = Set.copyOf(quirks);
        rateLimits = Map.copyOf(rateLimits);
    }
}
