package io.piuptime.control.costs;

import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a report is about.
 *
 * @param to the first moment that does not belong to it
 */
record Period(Instant from, Instant to) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USUAL = Duration.ofDays(14);

    /** What {@code from} and {@code to} ask for; the last days without them. */
    static Period of(Question question, Instant now) {
        Instant to = question.moment("to").orElse(now);
        Instant from = question.moment("from").orElse(to.minus(USUAL));
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Problem.invalid(
                    "invalid_period",
                    "from, to: " + Moments.write(from) + " to " + Moments.write(to)
                            + " (expected: from before to, a year apart at most)");
        }
        return new Period(from, to);
    }
}
