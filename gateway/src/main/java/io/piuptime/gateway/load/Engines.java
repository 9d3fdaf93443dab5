package io.piuptime.gateway.load;

import io.piuptime.gateway.health.TargetHealth;
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
    /** Names of models can come from callers; nothing is told to those beyond. */
    private static final int MOST_MODELS = 256;

    private final Engine unseen = new Engine();
    private final ConcurrentHashMap<URI, ConcurrentHashMap<String, Engine>> engines = new ConcurrentHashMap<>();

    /**
     * Where a target is seen; who asks often keeps it: it stays the same until forgotten.
     *
     * @param health of the target, whose requests count as ours
     */
    public Engine of(Target target, TargetHealth health) {
        Engine engine = of(target.provider(), target.upstreamModel());
        if (engine != unseen) {
            engine.join(health);
        }
        return engine;
    }

    /** One of whose load nobody wants to know. */
    public Engine unseen() {
        return unseen;
    }

    private Engine of(Provider provider, String model) {
        Map<String, Engine> models =
                engines.computeIfAbsent(MetricsAddress.of(provider).address(), _ -> new ConcurrentHashMap<>());
        Engine known = models.get(model);
        if (known != null) {
            return known;
        }
        return models.size() < MOST_MODELS ? models.computeIfAbsent(model, _ -> new Engine()) : unseen;
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
