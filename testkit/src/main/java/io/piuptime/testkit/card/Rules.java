package io.piuptime.testkit.card;

import io.piuptime.testkit.card.Call.Ending;
import io.piuptime.testkit.card.Check.Observation;
import io.piuptime.testkit.card.Check.Rule;
import io.piuptime.testkit.card.Finding.State;
import io.piuptime.testkit.wall.Attempt;
import io.piuptime.testkit.wall.Chat;
import io.piuptime.testkit.wall.SixtyWords;
import java.util.List;
import java.util.OptionalDouble;

/** The rules of conduct for one request; FailoverBench's, with its figures as arguments. */
final class Rules {
    private Rules() {}

    /** The call ended while its caller was waiting. */
    static Rule endsInTime() {
        return (scenario, history) -> Observation.of(
                history.ending() != Ending.HUNG, "%s in %.1f s".formatted(history.ending(), history.seconds()));
    }

    static Rule answersWhole() {
        return (scenario, history) -> Observation.of(history.isWhole(), words(history));
    }

    static Rule claimsNoTruncatedAnswer() {
        return (scenario, history) -> Observation.of(!history.isTruncated(), words(history));
    }

    static Rule endsWithin(double seconds) {
        return (scenario, history) -> Observation.of(
                history.ending() != Ending.HUNG && history.seconds() <= seconds,
                "%.1f s (expected: at most %.0f)".formatted(history.seconds(), seconds));
    }

    static Rule attemptsAtLeast(int count) {
        return (scenario, history) -> attempts(scenario, history, count, Integer.MAX_VALUE);
    }

    static Rule attemptsAtMost(int count) {
        return (scenario, history) -> attempts(scenario, history, 0, count);
    }

    static Rule attempts(int count) {
        return (scenario, history) -> attempts(scenario, history, count, count);
    }

    /** The second attempt comes no sooner than so many seconds after the first. */
    static Rule secondAttemptAfter(double seconds) {
        return (scenario, history) -> {
            OptionalDouble gap = history.firstGap(scenario.model());
            return Observation.of(
                    gap.isPresent() && gap.getAsDouble() >= seconds,
                    gap.isPresent() ? "second attempt after %.2f s".formatted(gap.getAsDouble()) : "no second attempt");
        };
    }

    /** Few attempts in the first seconds. */
    static Rule hammersNot(int count, double window) {
        return (scenario, history) -> {
            List<Attempt> all = history.at(scenario.model());
            long soon = all.stream()
                    .filter(attempt -> attempt.at() - all.getFirst().at() < window)
                    .count();
            return Observation.of(
                    soon <= count, "%d attempts in %.1f s (expected: at most %d)".formatted(soon, window, count));
        };
    }

    /** Every attempt is smaller than the one before: what did not fit is never sent again as it was. */
    static Rule resendsOnlySmaller() {
        return (scenario, history) -> {
            List<Integer> sizes = history.at(scenario.model()).stream()
                    .map(attempt -> attempt.chat().promptTokens())
                    .toList();
            boolean shrinking = true;
            for (int i = 1; i < sizes.size(); i++) {
                shrinking &= sizes.get(i) < sizes.get(i - 1);
            }
            return Observation.of(shrinking, "prompt sizes " + sizes);
        };
    }

    static Rule servesAfterwards() {
        return (scenario, history) -> Observation.of(
                history.afterwards().isEmpty(),
                history.afterwards().orElse("a healthy request was answered afterwards"));
    }

    static Rule usesTheFallback() {
        return (scenario, history) -> {
            int count = history.at(scenario.fallback()).size();
            return Observation.of(count > 0, count + " attempts at the fallback");
        };
    }

    /** The reply names the model that gave it. */
    static Rule namesTheFallback() {
        return (scenario, history) -> {
            if (history.at(scenario.fallback()).isEmpty()) {
                return new Observation(State.NOT_APPLICABLE, "the fallback was never used");
            }
            String named = history.last().model();
            return Observation.of(
                    Chat.nameOf(named).contains(Chat.nameOf(scenario.fallback())), "the reply names '" + named + "'");
        };
    }

    static Rule tellsUsage() {
        return (scenario, history) ->
                Observation.of(history.last().usage(), history.last().usage() ? "usage told" : "no usage in the reply");
    }

    /** A refused prefill never hides the failure that led to it. */
    static Rule hidesNothingBehindPrefill() {
        return (scenario, history) -> {
            long refused = history.attempts().stream()
                    .filter(Attempt::isPrefillRefused)
                    .count();
            return Observation.of(
                    history.ending() != Ending.ERROR || refused == 0,
                    refused + " prefills refused, then " + history.ending());
        };
    }

    private static Observation attempts(Scenario scenario, History history, int least, int most) {
        int count = history.at(scenario.model()).size();
        return Observation.of(count >= least && count <= most, count + " attempts");
    }

    private static String words(History history) {
        return history.ending() + " with " + SixtyWords.count(history.last().text()) + " words";
    }
}
