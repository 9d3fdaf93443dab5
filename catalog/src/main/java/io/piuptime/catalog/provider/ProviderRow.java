package io.piuptime.catalog.provider;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a provider.
 *
 * @param aliases other names for it
 * @param keys environment variables that hold its key, the first one set counts; for a signing that is made of several
 *     things, one for each of {@link Signing#credentials}
 * @param byKey whether it is offered when nothing but one of its keys is there
 * @param settings what stands in a base URL in braces, and the environment variables that hold it
 * @param speaks its wire formats, its own first
 * @param percents services that cost so many per cent of the standard one
 * @param pricesOf providers whose prices count for models that have none here
 */
public record ProviderRow(
        String name,
        String title,
        String docs,
        List<String> aliases,
        List<String> keys,
        boolean byKey,
        Map<String, List<String>> settings,
        List<Speech> speaks,
        Set<Quirk> quirks,
        Map<RateLimitHeader, String> rateLimits,
        List<String> regions,
        Map<Service, Integer> percents,
        List<String> pricesOf) {
    private static final String REGION = "region";
    private static final String GLOBAL = "global";
    private static final String REGION_OF_HOST = "//{region}-";

    public ProviderRow {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(docs, "docs");
        aliases = List.copyOf(aliases);
        keys = List.copyOf(keys);
        settings = Map.copyOf(settings);
        speaks = List.copyOf(speaks);
        if (speaks.isEmpty()) {
            throw new IllegalArgumentException("wire formats of provider '" + name + "': 0 (expected: >= 1)");
        }
        quirks = Set.copyOf(quirks);
        rateLimits = Map.copyOf(rateLimits);
        regions = List.copyOf(regions);
        percents = Map.copyOf(percents);
        pricesOf = List.copyOf(pricesOf);
    }

    /** What it speaks when nothing else is asked for. */
    public Speech own() {
        return speaks.getFirst();
    }

    /** Where it speaks a wire format, if it does. */
    public Optional<Speech> speech(Wire wire) {
        return speaks.stream().filter(speech -> speech.wire() == wire).findFirst();
    }

    /** What it does otherwise than its wire formats say. */
    public Habits habits() {
        return new Habits(quirks, rateLimits);
    }

    /** What it speaks with settings in their places, without that for which one is not known. */
    public List<Speech> settled(Map<String, String> given) {
        boolean bare = quirks.contains(Quirk.BARE_GLOBAL_HOST) && GLOBAL.equals(given.get(REGION));
        return speaks.stream()
                .map(speech -> bare ? speech.at(speech.baseUrl().replace(REGION_OF_HOST, "//")) : speech)
                .flatMap(speech -> speech.with(given).stream())
                .toList();
    }

    /** Whether requests are answered without a key. */
    public boolean isOpen() {
        return own().signing() == Signing.NONE;
    }
}
