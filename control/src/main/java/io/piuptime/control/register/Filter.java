package io.piuptime.control.register;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Kind;
import java.util.Optional;

/**
 * Which entries are asked for.
 *
 * @param tenant whose; empty = of all that the caller reaches
 * @param team of which; empty = of all
 * @param name part of it, whatever its case; empty = whatever it is
 * @param after where the page before ended; 0 = from the first on
 * @param limit at most so many
 */
public record Filter(
        Kind kind, Optional<String> tenant, Optional<String> team, Optional<String> name, long after, int limit) {
    /** How many a page holds if nothing is said. */
    public static final int PAGE = 100;

    public static final int LARGEST_PAGE = 1_000;

    public Filter {
        requireNonNull(kind, "kind");
        requireNonNull(tenant, "tenant");
        requireNonNull(team, "team");
        requireNonNull(name, "name");
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
        }
    }
}
