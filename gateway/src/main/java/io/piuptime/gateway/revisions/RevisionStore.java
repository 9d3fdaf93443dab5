package io.piuptime.gateway.revisions;

import java.util.List;
import java.util.Optional;

/**
 * Revisions at rest. They are only ever added, with numbers that have no gaps. Calls wait for a disk or a network and are
 * never made on an event loop.
 */
public interface RevisionStore {
    /** The number of the newest one; 0 if there is none. */
    long newest();

    /**
     * Adds the next one. Its number must be one above the newest: whoever looked before somebody else published is told so.
     *
     * @throws TakenException when the number is not the next one
     */
    void add(Revision revision);

    Optional<Revision> find(long number);

    /** Heads with numbers below the given one, the newest first, at most {@code limit}. */
    List<Revision.Head> before(long number, int limit);

    /** Somebody else published meanwhile. */
    final class TakenException extends RuntimeException {
        public TakenException(long number, long newest) {
            super(
                    "revision " + number + " (expected: " + (newest + 1) + ", as the newest is " + newest + ")",
                    null,
                    false,
                    false);
        }
    }
}
