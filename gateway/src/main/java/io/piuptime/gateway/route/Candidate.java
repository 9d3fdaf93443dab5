package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.model.catalog.Target;

/**
 * A target that an exchange may be sent to.
 *
 * @param limits reads what its answers say of rate limits
 * @param tier 0 is asked first; targets of one tier stand for each other
 * @param window the most tokens that it takes, or 0 if that is not known
 */
public record Candidate(Target target, TargetHealth health, RateLimitReader limits, int tier, long window) {
    public Candidate {
        requireNonNull(target, "target");
        requireNonNull(health, "health");
        requireNonNull(limits, "limits");
    }
}
