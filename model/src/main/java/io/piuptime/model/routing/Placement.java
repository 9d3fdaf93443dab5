package io.piuptime.model.routing;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a target stands among the targets of its model.
 *
 * @param tier those of the lowest are asked first
 * @param weight its share among those of its tier
 * @param when it is a candidate for an exchange; always, if nothing is said
 */
public record Placement(int tier, double weight, Optional<Condition> when) {
    /** One among equals. */
    public static final Placement EQUAL = new Placement(1, 1);

    public Placement {
        if (tier < 1) {
            throw new IllegalArgumentException("tier: " + tier + " (expected: >= 1)");
        }
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: > 0)");
        }
        requireNonNull(when, "when");
    }

    /** Where a target stands that takes everything. */
    public Placement(int tier, double weight) {
        this(tier, weight, Optional.empty());
    }

    /** The same for one of several that share its weight. */
    public Placement amongst(int parts) {
        return parts == 1 ? this : new Placement(tier, weight / parts, when);
    }
}
