package io.piuptime.gateway.load;

import io.piuptime.gateway.health.AdaptiveLimit;
import io.piuptime.gateway.health.Breaker;
import io.piuptime.gateway.health.CredentialHealth;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.LoadMetrics;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Providers of engines, made for tests. */
final class Providers {
    private Providers() {}

    static TargetHealth health() {
        return new TargetHealth(
                new Breaker(() -> 0), new CredentialHealth(), new AdaptiveLimit(), new Queue(() -> 0).line(), () -> 0);
    }

    static Engine seen(Engines engines, Target target) {
        return engines.of(target, health());
    }

    static Provider at(String baseUrl) {
        return of(baseUrl, Optional.empty(), Optional.empty());
    }

    static Provider of(String baseUrl, Optional<String> metrics, Optional<String> key) {
        Provider usual = Provider.of("gpu", Wire.OPENAI_CHAT, URI.create(baseUrl), key.map(Secret::new));
        LoadMetrics load = new LoadMetrics(metrics.map(URI::create), Duration.ofMillis(20));
        return new Provider(
                usual.name(),
                usual.speaks(),
                usual.credentials(),
                usual.settings(),
                new Habits(Set.of(), Map.of(), load),
                usual.headers(),
                usual.connection());
    }
}
