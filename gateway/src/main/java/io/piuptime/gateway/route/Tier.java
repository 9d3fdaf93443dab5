package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Routing;
import java.util.List;

/**
 * Candidates that stand for each other.
 *
 * @param routing of the model that they belong to
 * @param candidates as they were written
 */
record Tier(Routing routing, List<Candidate> candidates, Turn turn) {
    Tier {
        requireNonNull(routing, "routing");
        candidates = List.copyOf(candidates);
        requireNonNull(turn, "turn");
    }

    Tier(Routing routing, List<Candidate> candidates) {
        this(routing, candidates, new Turn());
    }

    /** Whose turn it is. Used by one thread. */
    static final class Turn {
        private int next;

        int take() {
            return next++;
        }
    }
}
