package io.piuptime.app.config.known;

import io.piuptime.app.config.ProviderConfig;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is written of a provider that goes before its row.
 *
 * @param dialect the one format that it is to be spoken to in
 * @param quirks instead of the row's
 * @param rateLimits put over the row's
 */
public record Wanted(
        Optional<URI> baseUrl,
        Optional<Wire> dialect,
        Optional<Signing> signs,
        Map<String, String> settings,
        Map<String, Secret> credentials,
        Optional<Set<Quirk>> quirks,
        Map<RateLimitHeader, String> rateLimits) {
    public static final Wanted NOTHING = new Wanted(
            Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty(), Map.of());

    public Wanted {
        settings = Map.copyOf(settings);
        credentials = Map.copyOf(credentials);
        quirks = quirks.map(Set::copyOf);
        rateLimits = Map.copyOf(rateLimits);
    }

    /** Nothing but another address. */
    static Wanted at(URI baseUrl) {
        return new Wanted(
                Optional.of(baseUrl),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    /** What a configuration says, without names of rate-limit headers that nobody knows. */
    public static Wanted of(ProviderConfig written) {
        Map<String, Secret> credentials = new HashMap<>(written.credentials());
        written.keys().stream().findFirst().ifPresent(key -> credentials.put(Provider.API_KEY, key));
        Map<RateLimitHeader, String> rateLimits = new EnumMap<>(RateLimitHeader.class);
        for (RateLimitHeader header : RateLimitHeader.values()) {
            if (written.rateLimits().containsKey(header.id())) {
                rateLimits.put(header, written.rateLimits().getOrDefault(header.id(), ""));
            }
        }
        return new Wanted(
                written.baseUrl(),
                written.dialect(),
                written.signs(),
                written.settings(),
                credentials,
                written.quirks().map(Wanted::set),
                rateLimits);
    }

    private static Set<Quirk> set(List<Quirk> quirks) {
        return quirks.isEmpty() ? Set.of() : EnumSet.copyOf(quirks);
    }
}
