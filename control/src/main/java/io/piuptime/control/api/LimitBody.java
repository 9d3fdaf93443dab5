package io.piuptime.control.api;

import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A limit as the API takes and shows it. */
public record LimitBody(
        Optional<String> measure,
        Optional<String> window,
        Optional<Long> amount,
        Optional<String> model,
        Optional<Boolean> queues) {
    private static final int MOST = 50;

    public static LimitBody of(Limit limit) {
        return new LimitBody(
                Optional.of(limit.measure().id()),
                Optional.of(limit.window().text()),
                Optional.of(limit.amount()),
                limit.model(),
                Optional.of(limit.queues()));
    }

    /** The limits, each told apart from the others by what it counts, in which window and for which models. */
    public static List<Limit> check(List<LimitBody> bodies) {
        List<Limit> limits = bodies.stream().map(LimitBody::check).toList();
        if (limits.size() > MOST || limits.stream().map(Limit::id).distinct().count() < limits.size()) {
            throw invalid("limits: " + limits.size() + " (expected: at most " + MOST
                    + ", each of another measure, window or model)");
        }
        return limits;
    }

    private Limit check() {
        Measure what = measure.flatMap(Measure::of)
                .orElseThrow(() -> invalid("measure: " + Problem.shown(measure.orElse("")) + " (expected: "
                        + Arrays.stream(Measure.values()).map(Measure::id).collect(Collectors.joining(", ")) + ")"));
        String written = window.orElse(what == Measure.CONCURRENT ? "total" : "");
        Window when = Window.parse(written)
                .orElseThrow(() -> invalid("window: " + Problem.shown(written)
                        + " (expected: minute, hour, day, week, month, total, or such as rolling 5h)"));
        long many = amount.orElseThrow(() -> invalid("amount: missing (expected: a number >= 0)"));
        try {
            return new Limit(what, when, many, model, queues.orElse(false));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Problem invalid(String message) {
        return Problem.invalid("invalid_limits", message);
    }
}
