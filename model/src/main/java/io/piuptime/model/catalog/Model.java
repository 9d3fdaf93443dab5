package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A name that we offer.
 *
 * @param targets candidates in order of preference, at least one
 */
public record Model(String name, List<Target> targets, Timers timers) {
    public Model {
        requireNonNull(name, "name");
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets of model '" + name + "': 0 (expected: >= 1)");
        }
        requireNonNull(timers, "timers");
    }
}
