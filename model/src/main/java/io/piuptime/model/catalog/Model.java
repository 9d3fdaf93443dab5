package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Bound;
import java.util.List;

/**
 * A name that we offer.
 *
 * @param targets candidates in order of preference, at least one
 * @param strict whether a request is refused of which a target cannot be told all
 * @param limits of all who ask for it; the same list as long as nothing of it changes
 */
public record Model(
        String name, List<Target> targets, Timers timers, Routing routing, boolean strict, List<Bound> limits) {
    /** A model without limits. */
    public Model(String name, List<Target> targets, Timers timers, Routing routing, boolean strict) {
        this(name, targets, timers, routing, strict, List.of());
    }

    /** A model that says what it can, to target after target. */
    public Model(String name, List<Target> targets, Timers timers) {
        this(name, targets, timers, Routing.DEFAULT, false);
    }

    public Model {
        requireNonNull(name, "name");
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets of model '" + name + "': 0 (expected: >= 1)");
        }
        requireNonNull(timers, "timers");
        requireNonNull(routing, "routing");
        limits = List.copyOf(limits);
    }
}
