package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;

/**
 * What a provider does otherwise than its wire format says, or says in ways of its own.
 *
 * @param rateLimits names of the headers in which it says what is left
 * @param load where it tells how busy it is, which is asked only where that decides who is asked first
 */
public record Habits(Set<Quirk> quirks, Map<RateLimitHeader, String> rateLimits, LoadMetrics load) {
    public static final Habits NONE = new Habits(Set.of(), Map.of());

    public Habits {
        quirks = Set.copyOf(quirks);
        rateLimits = Map.copyOf(rateLimits);
        requireNonNull(load, "load");
    }

    /** One that tells it in the usual place, if at all. */
    public Habits(Set<Quirk> quirks, Map<RateLimitHeader, String> rateLimits) {
        this(quirks, rateLimits, LoadMetrics.DEFAULT);
    }
}
