package io.piuptime.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Finds the candidates of a model with what is known of their health. Used by one thread, and emptied at each swap. */
public final class Candidates {
    private static final int FINGERPRINT = 16;

    private final Health health;
    private final Ranking ranking;
    private final IdentityHashMap<Provider, Known> providers = new IdentityHashMap<>();

    /**
     * The candidates of one thread.
     *
     * @param health of all targets
     * @param random for strategies that draw
     */
    public Candidates(Health health, RandomGenerator random) {
        this.health = health;
        this.ranking = new Ranking(random);
    }

    /**
     * The targets of an exchange's model and of its fallbacks, in the order in which they are asked.
     *
     * @param headers gives the value of a header of the request, or an empty text
     * @param now nanoseconds of the clock that health is told by
     */
    public List<Candidate> of(Exchange exchange, UnaryOperator<String> headers, long now) {
        Model model = exchange.model();
        Asked asked = Asked.of(exchange, headers, now);
        List<Candidate> candidates = new ArrayList<>(model.targets().size());
        int tier = add(model, 0, candidates, asked);
        for (String fallback : model.routing().fallbacks()) {
            Optional<Model> other = exchange.snapshot().offer().find(fallback);
            if (other.isPresent()) {
                tier = add(other.get(), tier, candidates, asked);
            }
        }
        return candidates;
    }

    /** A new configuration: its providers are others. */
    public void swapped() {
        providers.clear();
    }

    private int add(Model model, int first, List<Candidate> candidates, Asked asked) {
        int tier = first;
        int from = candidates.size();
        int written = 0;
        for (Target target : model.targets()) {
            if (candidates.size() > from && target.placement().tier() != written) {
                ranking.order(candidates, from, model, asked);
                from = candidates.size();
                tier++;
            }
            written = target.placement().tier();
            candidates.add(candidate(target, tier));
        }
        ranking.order(candidates, from, model, asked);
        return tier + 1;
    }

    private Candidate candidate(Target target, int tier) {
        Provider provider = target.provider();
        Known known = providers.computeIfAbsent(provider, Known::of);
        HealthKey key = new HealthKey(provider.own().baseUrl(), target.upstreamModel(), known.credential());
        return new Candidate(target, health.of(key), known.limits(), tier, 0);
    }

    /** What a provider's row says, made ready. */
    private record Known(String credential, RateLimitReader limits) {
        static Known of(Provider provider) {
            return new Known(fingerprint(provider), new RateLimitReader(provider.habits()));
        }
    }

    /** Tells one credential from another without holding it. */
    private static String fingerprint(Provider provider) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        digest.update(provider.name().getBytes(UTF_8));
        for (Map.Entry<String, Secret> credential : new TreeMap<>(provider.credentials()).entrySet()) {
            digest.update((byte) 0);
            digest.update(credential.getKey().getBytes(UTF_8));
            digest.update((byte) 0);
            digest.update(credential.getValue().reveal().getBytes(UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT);
    }
}
