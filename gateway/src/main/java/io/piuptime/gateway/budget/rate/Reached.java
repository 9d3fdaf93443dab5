package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.queue.Line;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Limit;
import java.util.List;

/**
 * Nothing was taken, since limits are reached.
 *
 * @param bound the limit that will be so for the longest
 * @param waitMillis until it will not be, as far as is known; -1 = nobody can say
 * @param mayWait whether all that are reached are such that exchanges wait for
 * @param shareMayCome whether all that are reached may be so for want of an answer of the store alone
 * @param lines those to stand in for it
 * @param now what is left of all limits
 */
public record Reached(
        Bound bound, long waitMillis, boolean mayWait, boolean shareMayCome, List<Line> lines, Remains now)
        implements Outcome {
    public Reached {
        lines = List.copyOf(lines);
    }

    public Limit limit() {
        return bound.limit();
    }
}
