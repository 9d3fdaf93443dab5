package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Routing;
import io.piuptime.model.routing.Facts;
import java.util.List;

/**
 * Candidates that stand for each other.
 *
 * @param routing of the model that they belong to
 * @param candidates as they were written
 * @param conditional whether one of them is not for every exchange
 */
record Tier(Routing routing, List<Candidate> candidates, boolean conditional, Turn turn) {
    Tier {
        requireNonNull(routing, "routing");
        candidates = List.copyOf(candidates);
        requireNonNull(turn, "turn");
    }

    Tier(Routing routing, List<Candidate> candidates, Turn turn) {
        this(
                routing,
                candidates,
                candidates.stream()
                        .anyMatch(candidate ->
                                candidate.target().placement().when().isPresent()),
                turn);
    }

    Tier(Routing routing, List<Candidate> candidates) {
        this(routing, candidates, new Turn());
    }

    /** The candidates whose conditions hold. */
    List<Candidate> open(Facts facts) {
        return candidates.stream()
                .filter(candidate -> candidate
                        .target()
                        .placement()
                        .when()
                        .map(condition -> condition.holds(facts))
                        .orElse(true))
                .toList();
    }

    /** Whose turn it is. Used by one thread. */
    static final class Turn {
        private int next;

        int take() {
            return next++;
        }
    }
}
