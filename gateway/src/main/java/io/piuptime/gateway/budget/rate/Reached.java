package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.queue.Line;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Subject;
import java.util.List;

/**
 * Nothing was taken, since limits are reached.
 *
 * @param subject whom the limit is written at that will be so for the longest
 * @param limit the limit
 * @param waitMillis until it will not be, as far as is known; -1 = nobody can say
 * @param mayWait whether all that are reached are such that exchanges wait for
 * @param shareMayCome whether all that are reached may be so for want of an answer of the store alone
 * @param lines those to stand in for it
 * @param now what is left of all limits
 */
public record Reached(
        Subject subject,
        Limit limit,
        long waitMillis,
        boolean mayWait,
        boolean shareMayCome,
        List<Line> lines,
        Remains now)
        implements Outcome {
    public Reached {
        lines = List.copyOf(lines);
    }
}
