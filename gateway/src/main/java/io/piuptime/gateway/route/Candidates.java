package io.piuptime.gateway.route;

import io.piuptime.catalog.Offer;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.hedge.Hedges;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.load.Engine;
import io.piuptime.gateway.load.Engines;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.routing.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Finds the candidates of a model. Who they are, and what is known of their health, is bound at a model's first exchange and
 * kept until the configuration changes; only their order is found anew for each exchange. Used by one thread.
 */
public final class Candidates {
    /** Models that are kept bound; with more, which names of wildcards can be, they are bound anew. */
    private static final int MOST_MODELS = 16_384;

    private final Health health;
    private final Engines engines;
    private final Ranking ranking;
    private final Map<String, Bound> models = new HashMap<>();
    private final IdentityHashMap<Provider, Known> providers = new IdentityHashMap<>();

    /**
     * The candidates of one thread.
     *
     * @param health of all targets
     * @param engines that tell their load
     * @param random for strategies that draw
     */
    public Candidates(Health health, Engines engines, RandomGenerator random) {
        this.health = health;
        this.engines = engines;
        this.ranking = new Ranking(random);
    }

    /**
     * The targets of an exchange's model and of its fallbacks, in the order in which they are asked; none of those that
     * cannot do what it needs.
     *
     * @param headers gives the value of a header of the request, or an empty text
     * @param now nanoseconds of the clock that health is told by
     */
    public List<Candidate> of(Exchange exchange, UnaryOperator<String> headers, long now) {
        Bound bound = bound(exchange);
        Fit fit = Fit.of(exchange.needs(), bound.least(), headers);
        Asked asked = Asked.of(exchange, headers, now);
        List<Candidate> candidates = new ArrayList<>(bound.count());
        for (Tier tier : bound.tiers()) {
            int from = candidates.size();
            fit.add(open(tier, exchange, headers), candidates);
            ranking.order(candidates, from, tier, asked);
        }
        fit.order(candidates);
        return candidates;
    }

    /** Where exchanges wait while all their candidates are full. */
    public Queue queue() {
        return health.queue();
    }

    /** What is known of models that are hedged. */
    public Hedges hedges() {
        return health.hedges();
    }

    /**
     * Why nobody is left who could be asked.
     *
     * @param headers gives the value of a header of the request, or an empty text
     */
    public Refusal nobody(Exchange exchange, UnaryOperator<String> headers) {
        List<Candidate> open = bound(exchange).tiers().stream()
                .flatMap(tier -> open(tier, exchange, headers).stream())
                .toList();
        return open.isEmpty()
                ? ByName.refused(exchange.facts().model())
                : new Unfit(exchange.model(), exchange.facts().needs(), open)
                        .refusal(exchange.head().operation());
    }

    private static List<Candidate> open(Tier tier, Exchange exchange, UnaryOperator<String> headers) {
        return tier.conditional() ? tier.open(new ExchangeFacts(exchange, headers)) : tier.candidates();
    }

    /** A new configuration: its models and providers are others. */
    public void swapped() {
        models.clear();
        providers.clear();
    }

    private Bound bound(Exchange exchange) {
        Model model = exchange.model();
        Offer offer = exchange.snapshot().offer();
        Bound known = models.get(model.name());
        if (known != null && known.isOf(model, offer)) {
            return known;
        }
        if (models.size() >= MOST_MODELS) {
            models.clear();
        }
        Bound bound = bind(model, offer, exchange.snapshot().abilities());
        models.put(model.name(), bound);
        return bound;
    }

    private Bound bind(Model model, Offer offer, AbilityBook book) {
        List<Tier> tiers = new ArrayList<>();
        add(model, tiers, book);
        for (String fallback : model.routing().fallbacks()) {
            offer.find(fallback).ifPresent(other -> add(other, tiers, book));
        }
        return new Bound(
                model,
                offer,
                tiers,
                Fit.least(tiers),
                tiers.stream().mapToInt(tier -> tier.candidates().size()).sum());
    }

    private void add(Model model, List<Tier> tiers, AbilityBook book) {
        List<Candidate> candidates = new ArrayList<>();
        int written = 0;
        for (Target target : model.targets()) {
            if (!candidates.isEmpty() && target.placement().tier() != written) {
                tiers.add(new Tier(model.routing(), candidates));
                candidates.clear();
            }
            written = target.placement().tier();
            candidates.add(candidate(target, model.routing().strategy(), tiers.size(), book.of(target)));
        }
        tiers.add(new Tier(model.routing(), candidates));
    }

    private Candidate candidate(Target target, Strategy strategy, int tier, Abilities abilities) {
        Provider provider = target.provider();
        Known known = providers.computeIfAbsent(provider, Known::of);
        TargetHealth own = health.of(known.key().ofModel(target.upstreamModel()));
        provider.connection().atOnce().ifPresentOrElse(own::bound, own::unbound);
        Engine engine = strategy == Strategy.LOAD ? engines.of(target, own) : engines.unseen();
        return new Candidate(target, own, engine, known.limits(), tier, abilities);
    }

    /**
     * A model's candidates.
     *
     * @param offer in which its fallbacks were found
     * @param tiers those that are asked first at the beginning
     * @param least what all of them can do
     * @param count of all candidates
     */
    private record Bound(Model model, Offer offer, List<Tier> tiers, Abilities least, int count) {
        /** Names that wildcards stand for come as other objects each time. */
        @SuppressWarnings("ReferenceEquality") // an exchange that began before a change has the offer of then
        boolean isOf(Model asked, Offer offered) {
            return offer == offered && (model == asked || model.equals(asked));
        }
    }

    /** What a provider's row says, made ready. */
    private record Known(HealthKey key, RateLimitReader limits) {
        static Known of(Provider provider) {
            return new Known(HealthKey.of(provider), new RateLimitReader(provider.habits()));
        }
    }
}
