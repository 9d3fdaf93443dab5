package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.ModelConfig;
import io.piuptime.app.config.TargetConfig;
import io.piuptime.app.config.condition.ConditionReader;
import io.piuptime.app.config.condition.Undecided;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.LocalServer;
import io.piuptime.app.config.known.Reach;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.Wildcard;
import io.piuptime.catalog.account.Account;
import io.piuptime.catalog.account.Accounts;
import io.piuptime.catalog.account.OpenPath;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.routing.Condition;
import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Hedge;
import io.piuptime.model.routing.Placement;
import io.piuptime.model.routing.Strategy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that one configuration offers: what is written first, then what the environment and this machine add. */
final class Offerings {
    private final GatewayConfig config;
    private final KnownProviders known;
    private final BuiltIn builtIn;
    private final Optional<URI> demoBaseUrl;
    private final Timers timers;
    private final boolean shortensSilence;
    private final Undecided undecided;
    private final ConditionReader conditions = new ConditionReader();
    private final Map<String, List<Provider>> written = new HashMap<>();
    /** Most of very many models are routed alike. */
    private final Map<Routing, Routing> routings = new HashMap<>();

    private final List<Offering> local = new ArrayList<>();
    private final Map<String, List<Provider>> usable = new HashMap<>();

    Offerings(
            GatewayConfig config,
            KnownProviders known,
            WrittenProviders providers,
            BuiltIn builtIn,
            List<LocalServer> found,
            Optional<URI> demoBaseUrl,
            Undecided undecided) {
        this.config = config;
        this.undecided = undecided;
        this.known = known;
        this.builtIn = builtIn;
        this.demoBaseUrl = demoBaseUrl;
        this.timers = config.timers().over(Timers.DEFAULT);
        this.shortensSilence = config.timers().betweenEvents().isEmpty();
        config.providers().forEach((name, provider) -> written.put(name, providers.providers(name, provider)));
        found.stream()
                .filter(server -> !written.containsKey(server.name()))
                .forEach(server -> known.local(server).map(builtIn::provider).ifPresent(provider -> {
                    usable.put(provider.name(), List.of(provider));
                    local.add(builtIn.everyModel(List.of(provider), server.models(), timers, shortensSilence));
                }));
        usable.putAll(written);
    }

    List<Offering> all() {
        for (ModelConfig model : config.models().values()) {
            for (TargetConfig target : model.targets()) {
                String name = target.provider();
                if (!usable.containsKey(name)) {
                    known.ready(name).ifPresent(reach -> usable.put(name, List.of(builtIn.provider(reach))));
                }
            }
        }
        List<Offering> offerings = new ArrayList<>();
        config.models().forEach((name, model) -> offerings.add(offering(name, model)));
        Set<String> taken = new HashSet<>();
        config.models().forEach((name, model) -> {
            taken.add(name);
            taken.addAll(model.aliases());
        });
        unwritten().stream().filter(offering -> taken.add(offering.name())).forEach(offerings::add);
        return offerings;
    }

    /** The providers that can be asked themselves: those that are written or offer a model, but for the demo. */
    Accounts accounts(Set<Provider> offering) {
        Map<String, Account> accounts = new HashMap<>();
        offering.stream()
                .filter(provider -> !provider.name().equals(BuiltIn.DEMO))
                .forEach(provider -> accounts.put(provider.name(), new Account(provider, timers, List.of())));
        written.forEach((name, pool) -> {
            List<OpenPath> open = requireNonNull(config.providers().get(name), name).passthrough().stream()
                    .map(OpenPath::of)
                    .toList();
            accounts.put(name, new Account(pool.getFirst(), timers, open));
        });
        return new Accounts(accounts);
    }

    private List<Offering> unwritten() {
        List<Offering> offerings = fromRows();
        offerings.addAll(local);
        if (!written.containsKey(BuiltIn.OPENAI)) {
            offerings.addAll(builtIn.openAi(timers, shortensSilence));
        }
        if (!written.containsKey(BuiltIn.DEMO)) {
            demoBaseUrl.ifPresent(url -> offerings.add(builtIn.demo(url, timers, shortensSilence)));
        }
        return offerings;
    }

    /** All models of the providers that are reached as the catalogue says, as {@code provider/model}. */
    private List<Offering> fromRows() {
        List<Offering> offerings = new ArrayList<>();
        config.providers().forEach((name, provider) -> {
            if (provider.baseUrl().isEmpty()) {
                List<String> models = known.models(provider.row().orElse(name));
                offerings.add(
                        builtIn.everyModel(requireNonNull(written.get(name), name), models, timers, shortensSilence));
            }
        });
        for (Reach.Known reached : known.switchedOn()) {
            if (!written.containsKey(reached.row())) {
                Provider provider = builtIn.provider(reached);
                offerings.add(
                        builtIn.everyModel(List.of(provider), known.models(reached.row()), timers, shortensSilence));
            }
        }
        return offerings;
    }

    private Offering offering(String name, ModelConfig model) {
        List<Target> targets = targets(name, model);
        boolean listsKnown = Wildcard.isIn(name)
                && BuiltIn.isOpenAi(targets.getFirst().provider().baseUrl());
        return new Offering(
                name,
                model.aliases(),
                targets,
                model.timers().over(timers),
                shortensSilence && model.timers().betweenEvents().isEmpty(),
                listsKnown ? builtIn.openAiNames() : List.of(),
                same(new Routing(
                        model.strategy(),
                        HashBy.read(model.hashBy()),
                        model.fallbacks(),
                        model.streamRecovery(),
                        model.onContentFilter() == ModelConfig.OnContentFilter.FALLBACK,
                        model.hedge().map(hedge -> new Hedge(hedge.after(), hedge.extraPercent())))),
                model.strict(),
                limits(name, model));
    }

    private static List<Bound> limits(String name, ModelConfig model) {
        Subject all = new Subject(Level.MODEL, name);
        return model.limits().stream()
                .map(limit -> new Bound(all, limit.limit()))
                .toList();
    }

    private Routing same(Routing routing) {
        Routing known = routings.putIfAbsent(routing, routing);
        return known == null ? routing : known;
    }

    /** By tier, and within one as they are written. */
    private List<Target> targets(String name, ModelConfig model) {
        List<Target> targets = new ArrayList<>();
        for (int at = 0; at < model.targets().size(); at++) {
            TargetConfig target = model.targets().get(at);
            int place = model.strategy() == Strategy.ORDERED ? at + 1 : 1;
            List<Provider> pool = requireNonNull(usable.get(target.provider()), target.provider());
            Placement placement =
                    new Placement(target.priority().orElse(place), target.weight(), condition(name, at, target));
            Abilities own = Abilities.of(
                    target.abilities(),
                    target.lacks(),
                    target.contextWindow().orElse(0),
                    target.maxOutput().orElse(0));
            for (Provider provider : pool) {
                targets.add(new Target(
                        provider,
                        target.model().orElse(name),
                        target.price().or(model::price).map(price -> Tariff.of(PriceText.read(price))),
                        placement.amongst(pool.size()),
                        own));
            }
        }
        targets.sort(Comparator.comparingInt(target -> target.placement().tier()));
        return targets;
    }

    private Optional<Condition> condition(String model, int at, TargetConfig target) {
        String path = "models." + model + ".targets[" + at + "].when";
        return target.when().map(when -> conditions.read(when, why -> undecided.tell(model, path, why)));
    }
}
