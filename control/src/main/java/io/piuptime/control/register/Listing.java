package io.piuptime.control.register;

import io.piuptime.control.access.Found;
import java.util.List;
import java.util.Optional;

/**
 * Some of the entries that were asked for.
 *
 * @param next where the next page begins; empty if this was the last
 */
public record Listing(List<Found> entries, Optional<Long> next) {
    public Listing {
        entries = List.copyOf(entries);
    }
}
