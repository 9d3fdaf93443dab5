package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.budget.share.Term;
import java.util.List;

/**
 * What is counted of one limit over time. What is taken is counted at a place, the part of time that is present then, and can be
 * taken off there again. Moments are milliseconds since the epoch; none of its methods may be called by two threads at once.
 */
sealed interface Count permits FixedCount, RollingCount {
    /** When nothing will ever change by itself. */
    long NEVER = Long.MAX_VALUE;

    /** Goes on to a moment; an earlier one than before changes nothing. */
    void roll(long now);

    /** The place where what is taken now is counted. */
    long place();

    /** What is counted in the whole window. */
    long used();

    /** What is counted at one place, or 0 if that is past. */
    long usedAt(long place);

    /** Counts more, now. */
    void add(long amount);

    /** Counts less where it was counted, if that still matters. */
    void remove(long place, long amount);

    /** The moment from which so much less will be counted by itself. */
    long lessBy(long amount);

    /** The moment from which nothing of what is counted now will be. */
    long emptyAt();

    /** What is counted at all places that are counted together, the oldest first. */
    List<Long> kept();

    /** Goes on with what was kept, if its last place is not yet to come. Nothing is counted before. */
    void restore(long place, List<Long> kept, long now);

    /** What is said of a place to the store. */
    Term term(long place);
}
