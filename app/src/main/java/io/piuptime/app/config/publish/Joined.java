package io.piuptime.app.config.publish;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.CatalogueConfig;
import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.ModelConfig;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A node's own configuration with what was published put under it: of two of the same name the node's own counts.
 *
 * @param guarded names of the providers that were published
 */
public record Joined(GatewayConfig config, Set<String> guarded) {
    public Joined {
        requireNonNull(config, "config");
        guarded = Set.copyOf(guarded);
    }

    /** A configuration to which nothing was published. */
    public static Joined alone(GatewayConfig config) {
        return new Joined(config, Set.of());
    }

    /** Joins the two. */
    public static Joined of(GatewayConfig own, GatewayConfig published) {
        Set<String> guarded = new HashSet<>(published.providers().keySet());
        guarded.removeAll(own.providers().keySet());
        return new Joined(
                new GatewayConfig(
                        own.listen(),
                        own.admin(),
                        own.limits(),
                        own.timers(),
                        own.idempotency(),
                        under(own.providers(), published.providers()),
                        under(own.models(), withoutTaken(own.models(), published.models())),
                        new CatalogueConfig(
                                own.catalogue().providers(),
                                under(
                                        own.catalogue().models(),
                                        published.catalogue().models())),
                        own.discovery(),
                        own.guard(),
                        own.secrets(),
                        own.stores(),
                        own.money(),
                        own.alerts(),
                        own.usage(),
                        own.observe(),
                        own.drain()),
                guarded);
    }

    private static <T> Map<String, T> under(Map<String, T> own, Map<String, T> published) {
        Map<String, T> all = new LinkedHashMap<>(published);
        all.keySet().removeAll(own.keySet());
        Map<String, T> joined = new LinkedHashMap<>(own);
        joined.putAll(all);
        return joined;
    }

    /** A name that is a node's own alias is taken, too. */
    private static Map<String, ModelConfig> withoutTaken(
            Map<String, ModelConfig> own, Map<String, ModelConfig> published) {
        Map<String, ModelConfig> left = new LinkedHashMap<>(published);
        own.values().forEach(model -> model.aliases().forEach(left::remove));
        return left;
    }
}
