package io.piuptime.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.limit.Bound;
import java.util.List;

/**
 * One row of an offer as it is written: a name, or a wildcard for many, and where they are sent.
 *
 * @param name exact, or with one {@code *}
 * @param aliases other names for it; one with {@code *} stands for the name with the same text in its place
 * @param targets in order of preference; a {@code *} in an upstream name is replaced by what the name's star matched
 * @param timers for all models of this row
 * @param shortensSilence whether models not known to reason get the short {@code betweenEvents} instead of the one above
 * @param known upstream names that are known to exist, of which those that match are listed
 * @param routing for all models of this row
 * @param strict whether a request is refused of which a target cannot be told all
 * @param limits of all who ask for models of this row, all of them together
 */
public record Offering(
        String name,
        List<String> aliases,
        List<Target> targets,
        Timers timers,
        boolean shortensSilence,
        List<String> known,
        Routing routing,
        boolean strict,
        List<Bound> limits) {
    /** A row without limits. */
    public Offering(
            String name,
            List<String> aliases,
            List<Target> targets,
            Timers timers,
            boolean shortensSilence,
            List<String> known,
            Routing routing,
            boolean strict) {
        this(name, aliases, targets, timers, shortensSilence, known, routing, strict, List.of());
    }

    /** A row whose targets are told what they can be told. */
    public Offering(
            String name,
            List<String> aliases,
            List<Target> targets,
            Timers timers,
            boolean shortensSilence,
            List<String> known) {
        this(name, aliases, targets, timers, shortensSilence, known, Routing.DEFAULT, false);
    }

    public Offering {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of a model: '' (expected: a text)");
        }
        aliases = List.copyOf(aliases);
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets of model '" + name + "': 0 (expected: >= 1)");
        }
        requireNonNull(timers, "timers");
        known = List.copyOf(known);
        requireNonNull(routing, "routing");
        limits = List.copyOf(limits);
        if (!Wildcard.isIn(name)) {
            for (Target target : targets) {
                if (Wildcard.isIn(target.upstreamModel())) {
                    throw new IllegalArgumentException("target '" + target.id() + "' of model '" + name
                            + "' (expected: no *, as the model's name has none)");
                }
            }
        }
    }
}
