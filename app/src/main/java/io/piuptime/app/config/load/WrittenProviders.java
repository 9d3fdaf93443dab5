package io.piuptime.app.config.load;

import io.piuptime.app.config.ProviderConfig;
import io.piuptime.app.config.ProviderConfig.ProxyUrl;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.Reach;
import io.piuptime.app.config.known.Wanted;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.LoadMetrics;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.egress.Egress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the providers of a configuration: as it is written, else as the catalogue says. A key of the environment goes to no
 * address but the catalogue's.
 */
final class WrittenProviders {
    private final KnownProviders known;
    private final Proxies proxies;
    private final GuardedProviders guarded;
    private final Function<String, Secret> secrets;

    /**
     * Providers of a joined configuration.
     *
     * @param guarded those of them that were published
     * @param secrets that are kept under a name
     */
    WrittenProviders(
            KnownProviders known, Proxies proxies, GuardedProviders guarded, Function<String, Secret> secrets) {
        this.secrets = secrets;
        this.known = known;
        this.proxies = proxies;
        this.guarded = guarded;
    }

    /** A provider once for each of its keys, of which there may be none. */
    List<Provider> providers(String name, ProviderConfig config) {
        Provider first = provider(name, config);
        List<Provider> all = new ArrayList<>();
        all.add(first);
        config.keys().stream()
                .skip(1)
                .map(key -> first.withKey(key.found(secrets)))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private Provider provider(String name, ProviderConfig config) {
        Map<String, String> headers = new HashMap<>();
        config.headers().forEach((header, value) -> headers.put(header, value.reveal()));
        Reach.Known reach = reach(name, config);
        URI address = reach.speaks().getFirst().url("");
        Optional<URI> proxy = config.proxy().map(ProxyUrl::uri).or(() -> proxies.towards(address));
        Optional<Egress> egress = guarded.rules(name);
        if (egress.isPresent()) {
            guarded.check(name, config, reach, proxy);
        }
        return new Provider(
                name,
                reach.speaks(),
                found(reach.credentials()),
                reach.settings(),
                habits(config, reach.habits()),
                headers,
                new Provider.Connection(
                        config.caFile().map(Path::toString),
                        proxy,
                        config.pool(),
                        config.waiting(),
                        config.maxInFlight(),
                        egress));
    }

    private Map<String, Secret> found(Map<String, Secret> credentials) {
        Map<String, Secret> found = new HashMap<>();
        credentials.forEach((name, secret) -> found.put(name, secret.found(secrets)));
        return found;
    }

    private Reach.Known reach(String name, ProviderConfig config) {
        return switch (known.reach(config.row().orElse(name), Wanted.of(config))) {
            case Reach.Known reached -> reached;
            case Reach.Missing missing ->
                throw new InvalidConfigException(
                        List.of(Problem.outside("provider " + name, missing.what(), "expected: " + missing.expected())),
                        Set.of());
        };
    }

    private static Habits habits(ProviderConfig config, Habits usual) {
        Set<Quirk> quirks = new HashSet<>(usual.quirks());
        if (!config.asksUsage()) {
            quirks.add(Quirk.NO_STREAM_OPTIONS);
        }
        return new Habits(quirks, usual.rateLimits(), new LoadMetrics(config.metrics(), config.metricsEvery()));
    }
}
