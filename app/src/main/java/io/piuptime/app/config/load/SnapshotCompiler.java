package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.LimitsConfig;
import io.piuptime.app.config.ModelConfig;
import io.piuptime.app.config.ProviderConfig;
import io.piuptime.app.config.ProviderConfig.ProxyUrl;
import io.piuptime.app.config.TargetConfig;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.Reach;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.OpenAiModels;
import io.piuptime.catalog.Reasoning;
import io.piuptime.catalog.Wildcard;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Makes the snapshot that serves of a configuration, of what the environment names, and of the demo. */
public final class SnapshotCompiler {
    private final InstantSource clock;
    private final LongSupplier revisions;
    private final Proxies proxies;
    private final BuiltIn builtIn;
    private final KnownProviders known;
    private final OpenAiModels openAiModels;
    private final Reasoning reasoning;
    private final Optional<URI> demoBaseUrl;

    /**
     * Takes what does not change while the process runs.
     *
     * @param revisions gives the number of the next snapshot
     * @param environment may name a key of OpenAI, a server like it, and proxies
     * @param demoBaseUrl of the demo's server, if the demo is offered
     * @throws io.piuptime.app.config.read.InvalidConfigException if a variable that names a proxy makes no sense
     */
    public SnapshotCompiler(
            InstantSource clock, LongSupplier revisions, Map<String, String> environment, Optional<URI> demoBaseUrl) {
        this.clock = requireNonNull(clock, "clock");
        this.revisions = requireNonNull(revisions, "revisions");
        this.proxies = new Proxies(environment);
        this.openAiModels = OpenAiModels.shipped();
        this.builtIn = new BuiltIn(Map.copyOf(environment), proxies, openAiModels);
        this.known = new KnownProviders(Catalogue.shipped(), environment);
        this.reasoning = Reasoning.shipped();
        this.demoBaseUrl = requireNonNull(demoBaseUrl, "demoBaseUrl");
    }

    /**
     * Compiles a configuration that was read without problems.
     *
     * @throws io.piuptime.app.config.read.InvalidConfigException if the environment's part makes no sense
     */
    public Snapshot compile(GatewayConfig config) {
        CompiledOffer offer = new CompiledOffer(offerings(config), reasoning);
        return new Snapshot(revisions.getAsLong(), clock.instant(), offer, limits(config.limits()));
    }

    private List<Offering> offerings(GatewayConfig config) {
        Timers timers = config.timers().over(Timers.DEFAULT);
        boolean shortensSilence = config.timers().betweenEvents().isEmpty();
        Map<String, Provider> providers = new HashMap<>();
        config.providers().forEach((name, provider) -> providers.put(name, provider(name, provider)));
        config.models().values().stream()
                .flatMap(model -> model.targets().stream())
                .map(TargetConfig::provider)
                .filter(name -> !providers.containsKey(name))
                .forEach(name -> known.ready(name).ifPresent(reach -> providers.put(name, builtIn.provider(reach))));
        List<Offering> offerings = new ArrayList<>();
        config.models()
                .forEach((name, model) -> offerings.add(offering(name, model, providers, timers, shortensSilence)));
        List<Offering> unwritten = new ArrayList<>(fromRows(config, providers, timers, shortensSilence));
        if (!config.providers().containsKey(BuiltIn.OPENAI)) {
            unwritten.addAll(builtIn.openAi(timers, shortensSilence));
        }
        if (!config.providers().containsKey(BuiltIn.DEMO)) {
            demoBaseUrl.ifPresent(url -> unwritten.add(builtIn.demo(url, timers, shortensSilence)));
        }
        Set<String> taken = new HashSet<>();
        config.models().forEach((name, model) -> {
            taken.add(name);
            taken.addAll(model.aliases());
        });
        unwritten.stream().filter(offering -> !taken.contains(offering.name())).forEach(offerings::add);
        return offerings;
    }

    /** All models of the providers that are reached as the catalogue says, as {@code provider/model}. */
    private List<Offering> fromRows(
            GatewayConfig config, Map<String, Provider> providers, Timers timers, boolean shortensSilence) {
        List<Offering> offerings = new ArrayList<>();
        config.providers().forEach((name, written) -> {
            if (written.baseUrl().isEmpty()) {
                Provider provider = requireNonNull(providers.get(name), name);
                List<String> models = known.models(written.row().orElse(name));
                offerings.add(builtIn.everyModel(provider, models, timers, shortensSilence));
            }
        });
        for (Reach.Known reached : known.switchedOn()) {
            if (!config.providers().containsKey(reached.row())) {
                Provider provider = builtIn.provider(reached);
                offerings.add(builtIn.everyModel(provider, known.models(reached.row()), timers, shortensSilence));
            }
        }
        return offerings;
    }

    private Offering offering(
            String name, ModelConfig model, Map<String, Provider> providers, Timers timers, boolean shortensSilence) {
        List<Target> targets = model.targets().stream()
                .map(target -> new Target(
                        requireNonNull(providers.get(target.provider()), target.provider()),
                        target.model().orElse(name)))
                .toList();
        boolean listsKnown = Wildcard.isIn(name)
                && BuiltIn.isOpenAi(targets.getFirst().provider().baseUrl());
        return new Offering(
                name,
                model.aliases(),
                targets,
                model.timers().over(timers),
                shortensSilence && model.timers().betweenEvents().isEmpty(),
                listsKnown ? openAiModels.names() : List.of());
    }

    private Provider provider(String name, ProviderConfig config) {
        Map<String, String> headers = new HashMap<>();
        config.headers().forEach((header, value) -> headers.put(header, value.reveal()));
        Reach.Known reach = reach(name, config);
        Optional<URI> proxy = config.proxy().map(ProxyUrl::uri).or(() -> proxies.towards(reach.baseUrl()));
        return new Provider(
                name,
                reach.baseUrl(),
                config.dialect().id(),
                config.apiKey().or(reach::apiKey),
                config.asksUsage() && reach.asksUsage(),
                headers,
                new Provider.Connection(config.caFile().map(Path::toString), proxy, config.pool(), config.waiting()));
    }

    /** As it is written; else as the catalogue says. A key of the environment goes to no address but the catalogue's. */
    private Reach.Known reach(String name, ProviderConfig config) {
        if (config.baseUrl().isPresent()) {
            return new Reach.Known(name, config.baseUrl().get(), Optional.empty(), true);
        }
        return switch (known.reach(config.row().orElse(name), config.settings())) {
            case Reach.Known reached -> reached;
            case Reach.Missing missing ->
                throw new InvalidConfigException(
                        List.of(Problem.outside("provider " + name, missing.what(), "expected: " + missing.expected())),
                        Set.of());
        };
    }

    private static Limits limits(LimitsConfig config) {
        return new Limits(
                config.uri().asInt(),
                config.headers().asInt(),
                config.jsonBody().asInt(),
                config.streamedBody().bytes(),
                config.buffers().bytes(),
                config.streamBuffer().asInt(),
                config.exchanges(),
                config.connections(),
                new Limits.Arrival(config.headTime(), config.bodyGrace(), config.bodyTime(), config.idleTime()));
    }
}
