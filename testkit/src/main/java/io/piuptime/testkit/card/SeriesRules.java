package io.piuptime.testkit.card;

import io.piuptime.testkit.card.Call.Ending;
import io.piuptime.testkit.card.Check.Observation;
import io.piuptime.testkit.card.Check.Rule;
import io.piuptime.testkit.wall.Attempt;
import java.util.List;
import java.util.OptionalDouble;

/** The rules of conduct for a series of requests across an outage. */
final class SeriesRules {
    private SeriesRules() {}

    static Rule allEnd() {
        return (scenario, history) -> {
            long hung = history.calls().stream()
                    .filter(call -> call.ending() == Ending.HUNG)
                    .count();
            return Observation.of(hung == 0, hung + " of " + history.calls().size() + " requests hung");
        };
    }

    static Rule servesDuringTheOutage() {
        return (scenario, history) -> {
            List<Call> during = history.duringOutage();
            long served = during.stream().filter(Call::isAnswered).count();
            return Observation.of(
                    !during.isEmpty() && served == during.size(),
                    served + " of " + during.size() + " requests answered during the outage");
        };
    }

    /** The failed model answers again within so many seconds of its recovery. */
    static Rule returnsWithin(double seconds) {
        return (scenario, history) -> {
            OptionalDouble first = history.at(scenario.model()).stream()
                    .filter(Attempt::isAnswered)
                    .mapToDouble(Attempt::at)
                    .min();
            double after = first.orElse(Double.POSITIVE_INFINITY) - history.down();
            return Observation.of(
                    after <= seconds,
                    first.isPresent() ? "back %.1f s after the outage".formatted(after) : "never back");
        };
    }

    /** No more attempts at the failed model than there are requests. */
    static Rule probesSeldom() {
        return (scenario, history) -> {
            long probes = history.at(scenario.model()).stream()
                    .filter(attempt -> attempt.at() < history.down())
                    .count();
            int requests = history.duringOutage().size();
            return Observation.of(
                    probes <= requests, probes + " attempts for " + requests + " requests during the outage");
        };
    }
}
