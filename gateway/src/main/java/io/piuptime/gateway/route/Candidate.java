package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.load.Engine;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Target;

/**
 * A target that an exchange may be sent to, and what its order among others depends on: there are hundred thousands of them,
 * and whatever has to be fetched from elsewhere in memory costs more than all that is done with it.
 */
public final class Candidate {
    private final Target target;
    private final TargetHealth health;
    private final Engine engine;
    private final RateLimitReader limits;
    private final int tier;
    private final Abilities abilities;
    private final double weight;
    private final long mark;

    /**
     * A candidate.
     *
     * @param engine what is seen of its load; nothing, where that does not decide who is asked
     * @param limits reads what its answers say of rate limits
     * @param tier 0 is asked first; targets of one tier stand for each other
     * @param abilities what is known that it can do
     */
    public Candidate(
            Target target, TargetHealth health, Engine engine, RateLimitReader limits, int tier, Abilities abilities) {
        this.target = requireNonNull(target, "target");
        this.health = requireNonNull(health, "health");
        this.engine = requireNonNull(engine, "engine");
        this.limits = requireNonNull(limits, "limits");
        this.tier = tier;
        this.abilities = requireNonNull(abilities, "abilities");
        weight = target.placement().weight();
        mark = Mix.of(target.provider().name()) + 31 * Mix.of(target.upstreamModel());
    }

    public Target target() {
        return target;
    }

    public TargetHealth health() {
        return health;
    }

    public Engine engine() {
        return engine;
    }

    public RateLimitReader limits() {
        return limits;
    }

    public int tier() {
        return tier;
    }

    public Abilities abilities() {
        return abilities;
    }

    /** The most tokens of prompt that it takes, or 0 if that is not known. */
    public long window() {
        return abilities.window();
    }

    /** Its share of a tier. */
    double weight() {
        return weight;
    }

    /** Stands for its provider and its upstream model: alike on all nodes, and after a restart. */
    long mark() {
        return mark;
    }
}
