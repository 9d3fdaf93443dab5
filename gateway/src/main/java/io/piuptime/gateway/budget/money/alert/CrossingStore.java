package io.piuptime.gateway.budget.money.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Thresholds that were passed, the same for all nodes. All calls may wait, and throw an unchecked exception when the store cannot be reached. */
public interface CrossingStore {
    /**
     * Keeps a crossing, if none of its id is kept.
     *
     * @param due when somebody is to be told first; empty if nobody is
     * @return whether it was new
     */
    boolean keep(Crossing crossing, Optional<Instant> due);

    /**
     * A crossing that is kept.
     *
     * @param tries how often it was tried to tell somebody
     * @param due when that is tried next; empty if it was told, given up, or there is nobody
     * @param told when somebody was told
     */
    record Kept(Crossing crossing, int tries, Optional<Instant> due, Optional<Instant> told) {
        public Kept {
            requireNonNull(crossing, "crossing");
            requireNonNull(due, "due");
            requireNonNull(told, "told");
        }
    }

    /** Those of a budget, the newest first, at most so many. */
    List<Kept> of(String budget, int most);

    /**
     * Those that are due, each handed to one who asks until it is due again.
     *
     * @param again when one is due again of which so many tries are over, this one among them; empty to give up
     */
    List<Kept> take(Instant now, int most, IntFunction<Optional<Instant>> again);

    /** Somebody was told. */
    void told(Crossing crossing, Instant at);

    /** Forgets crossings that are older, but for those of windows without end. */
    void forget(Instant before);
}
