package io.piuptime.catalog;

import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.routing.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything offered: models by name, by alias and by wildcard. Immutable and read from many threads. */
public interface Offer {
    /**
     * The model meant by a name: an exact name, else an alias, else the longest matching wildcard ({@code gpt-*}), whose
     * targets carry the upstream name that the wildcard left open.
     */
    Optional<Model> find(String name);

    /** The offered names nearest to one that is not offered, best first. */
    List<String> nearest(String name, int limit);

    /** Names and aliases that can be listed, sorted; wildcards are represented by the names known to match them. */
    List<String> names();

    /** Every provider that a target uses. */
    Set<Provider> providers();

    /** Every provider that a target of a model with this strategy uses. */
    Set<Provider> providers(Strategy strategy);

    /** Every set of timers that a model uses. */
    Set<Timers> timers();
}
