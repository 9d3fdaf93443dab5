package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.util.Optional;

/** What is told of a limit that is reached: whose it is, what it counts and how much is allowed. */
final class Told {
    /** Until somebody ends who is under way, nobody knows how long it takes. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private Told() {}

    static Refusal refusal(Reached reached) {
        Optional<Duration> after = retryAfter(reached);
        return new Refusal.RateLimited(
                "The limit of " + reached.limit().amount() + " " + what(reached.limit()) + " of "
                        + whose(reached.bound()) + " is reached"
                        + after.map(time -> "; try again in " + time.toSeconds() + " s.")
                                .orElse(", for good."),
                after);
    }

    private static Optional<Duration> retryAfter(Reached reached) {
        if (reached.limit().amount() == 0) {
            return Optional.empty();
        }
        if (reached.limit().measure() == Measure.CONCURRENT) {
            return Optional.of(SOON);
        }
        return reached.waitMillis() < 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.ceilDiv(reached.waitMillis(), 1_000)));
    }

    /** {@code tokens per minute with models 'gpt-*'}. */
    static String what(Limit limit) {
        String measure = switch (limit.measure()) {
            case REQUESTS -> "requests";
            case TOKENS_IN -> "tokens in prompts";
            case TOKENS_OUT -> "tokens in answers";
            case TOKENS -> "tokens";
            case CONCURRENT -> "requests at the same time";
        };
        String window = switch (limit.window()) {
            case Window.Calendar calendar -> " per " + calendar.text();
            case Window.Rolling rolling -> " in " + rolling.text().substring("rolling ".length());
            case Window.Total _ -> limit.measure() == Measure.CONCURRENT ? "" : " in all";
        };
        return measure
                + window
                + limit.model().map(name -> " with the models '" + name + "'").orElse("");
    }

    /** {@code the team}, {@code each end user of the team}, {@code the tag 'project=alpha' of the team}. */
    private static String whose(Bound bound) {
        String place = "the " + words(bound.place().level().id());
        return switch (bound.limit().whose()) {
            case Whose.All _ -> place;
            case Whose.Each each -> "each " + words(each.level().id()) + named(each.tag()) + " of " + place;
            case Whose.Only only ->
                "the " + words(only.subject().level().id())
                        + named(only.subject().id()) + " of " + place;
        };
    }

    private static String named(String name) {
        return name.isEmpty() ? "" : " '" + name + "'";
    }

    private static String words(String id) {
        return id.replace('-', ' ');
    }
}
