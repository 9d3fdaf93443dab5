package io.piuptime.gateway.route;

import io.piuptime.catalog.tariff.Tariffs;
import io.piuptime.gateway.health.AdaptiveLimit;
import io.piuptime.gateway.health.Breaker;
import io.piuptime.gateway.health.CredentialHealth;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.load.Engine;
import io.piuptime.gateway.load.Told;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Placement;
import io.piuptime.model.routing.Strategy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Candidates of one tier, made for tests. */
final class Tiers {
    static final long NOW = 1_000_000_000_000L;
    static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    private Tiers() {}

    static Candidate candidate(String name, double weight, String price) {
        return candidate(name, weight, price, Abilities.UNKNOWN);
    }

    /** One of which is known what it can do. */
    static Candidate able(String name, Abilities abilities) {
        return candidate(name, 1, "", abilities);
    }

    private static Candidate candidate(String name, double weight, String price, Abilities abilities) {
        Provider provider = Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://" + name + "/v1"), Optional.empty());
        Optional<Tariff> tariff = price.isEmpty() ? Optional.empty() : Optional.of(Tariff.of(PriceText.read(price)));
        TargetHealth health = new TargetHealth(
                new Breaker(() -> 0), new CredentialHealth(), new AdaptiveLimit(), new Queue(() -> 0).line(), () -> 0);
        Engine engine = new Engine();
        Told.join(engine, health);
        return new Candidate(
                new Target(provider, "m", tariff, new Placement(1, weight)),
                health,
                engine,
                new RateLimitReader(provider.habits()),
                0,
                abilities);
    }

    /** Who is asked by a move that asks. */
    static Candidate asked(Move move) {
        return switch (move) {
            case Move.Ask ask -> ask.candidate();
            case Move.Wait _, Move.Stop _ -> throw new AssertionError(move + " (expected: asks)");
        };
    }

    static List<Candidate> weighing(double... weights) {
        List<Candidate> tier = new ArrayList<>();
        for (double weight : weights) {
            tier.add(candidate("t" + tier.size(), weight, ""));
        }
        return tier;
    }

    static Model model(Strategy strategy, List<Candidate> tier) {
        return model(strategy, HashBy.KEY, tier);
    }

    static Model model(Strategy strategy, HashBy by, List<Candidate> tier) {
        return new Model(
                "mine",
                tier.stream().map(Candidate::target).toList(),
                Timers.DEFAULT,
                new Routing(strategy, by, List.of(), StreamRecovery.ERROR, false),
                false);
    }

    static Asked asked(String key) {
        Tariffs tariffs = target -> target.ownTariff().orElse(Tariff.UNKNOWN);
        return new Asked(
                NOW,
                AT,
                tariffs,
                key,
                key.startsWith("u") ? key : "",
                name -> name.equals("x-session") && key.startsWith("s") ? key : "");
    }

    static List<String> names(List<Candidate> tier) {
        return tier.stream()
                .map(candidate -> candidate.target().provider().name())
                .toList();
    }
}
