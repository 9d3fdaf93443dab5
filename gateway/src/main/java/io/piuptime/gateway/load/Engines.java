package io.piuptime.gateway.load;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The book of engines that tell their load. It outlives configurations: a reload that keeps an engine keeps what was learned
 * of it. Any thread may use it.
 */
public final class Engines {
    /** Names of models can come from callers; those beyond share one place. */
    private static final int MOST_MODELS = 256;

    private static final String OTHERS = "";

    private final ConcurrentHashMap<URI, ConcurrentHashMap<String, Engine>> engines = new ConcurrentHashMap<>();

    /** Where a target is seen; who asks often keeps it: it stays the same until forgotten. */
    public Engine of(Target target) {
        return of(target.provider(), target.upstreamModel());
    }

    private Engine of(Provider provider, String model) {
        Map<String, Engine> models =
                engines.computeIfAbsent(MetricsAddress.of(provider).address(), _ -> new ConcurrentHashMap<>());
        Engine known = models.get(model);
        if (known != null) {
            return known;
        }
        return models.computeIfAbsent(models.size() < MOST_MODELS ? model : OTHERS, _ -> new Engine());
    }

    /** Forgets all but those at these addresses. */
    void keep(Set<URI> addresses) {
        engines.keySet().retainAll(addresses);
    }

    /** Shows each model at an address with its engine. */
    void each(URI address, BiConsumer<String, Engine> seen) {
        Map<String, Engine> models = engines.get(address);
        if (models != null) {
            models.forEach(seen);
        }
    }
}
