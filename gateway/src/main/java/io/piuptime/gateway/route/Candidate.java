package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.load.Engine;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Target;

/**
 * A target that an exchange may be sent to.
 *
 * @param engine what is seen of its load; nothing, where that does not decide who is asked
 * @param limits reads what its answers say of rate limits
 * @param tier 0 is asked first; targets of one tier stand for each other
 * @param abilities what is known that it can do
 */
public record Candidate(
        Target target, TargetHealth health, Engine engine, RateLimitReader limits, int tier, Abilities abilities) {
    public Candidate {
        requireNonNull(target, "target");
        requireNonNull(health, "health");
        requireNonNull(engine, "engine");
        requireNonNull(limits, "limits");
        requireNonNull(abilities, "abilities");
    }

    /** The most tokens of prompt that it takes, or 0 if that is not known. */
    public long window() {
        return abilities.window();
    }
}
