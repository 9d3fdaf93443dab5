package io.piuptime.app.config;

import io.piuptime.control.api.LimitBody;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import io.piuptime.model.routing.Hedge;
import io.piuptime.model.routing.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A name that is offered. */
public record ModelConfig(
        @Describe("Other names for it.") List<String> aliases,
        @Describe("Timers of its own.") TimersConfig timers,

        @Describe("What it costs, if not what the catalogue says; in USD by the million tokens, such as in=2.5 out=10.")
        Optional<String> price,

        @Describe(
                value =
                        "Whether a request is refused (400) of which its target cannot be told everything; else what was"
                                + " left out is named in the reply's header x-piup-dropped.",
                byDefault = "false")
        boolean strict,

        @Describe(
                value =
                        "Who of the targets of one tier is asked first: ordered goes by the list (within a tier in turn),"
                                + " weighted by weight and what is left of rate limits, fastest takes of two at random the"
                                + " one that gives first tokens sooner, cheapest goes by known prices, hash sends the same to"
                                + " the same, load goes by the queues and caches that engines of one's own tell of in"
                                + " their metrics.",
                byDefault = "ordered")
        Strategy strategy,

        @Describe(
                value =
                        "What the strategy hash tells requests apart by: key, user (whom the body says that it is for), or header with its name.",
                byDefault = "key")
        String hashBy,

        @Describe("Names of other models to ask, in order, when none of its targets answers.")
        List<String> fallbacks,

        @Describe(
                value =
                        "What is done with a stream that breaks after its first content: error ends it with an error event,"
                                + " continue goes on at another target that says the same up to there, buffered tells nothing"
                                + " before the answer is whole.",
                byDefault = "error")
        StreamRecovery streamRecovery,

        @Describe(
                value =
                        "What is done when a provider's content filter refuses: error tells the caller, fallback asks the"
                                + " next target.",
                byDefault = "error")
        OnContentFilter onContentFilter,

        @Describe(
                "Asks a second target while the first is slow with its first word; {} with defaults. Off when absent.")
        Optional<HedgeConfig> hedge,

        @Describe("How much of it all who ask for it may have, whatever their tenants; docs/limits.md.")
        List<LimitConfig> limits,

        @Describe("Where it can be sent, in order of preference.")
        List<TargetConfig> targets) {
    /** What is done when a provider's content filter refuses. */
    public enum OnContentFilter {
        ERROR,
        FALLBACK
    }

    /** How a slow target is hedged. */
    public record HedgeConfig(
            @Describe(
                    value =
                            "How slow; when absent, slower than 95 of 100 requests of the last minutes, once 100 are known.",
                    min = 50)
            Optional<Duration> after,

            @Describe(
                    value = "How much more of prompts may be sent for it, in percent of what is sent anyway.",
                    byDefault = "2",
                    max = Hedge.MOST_PERCENT)
            int extraPercent) {}

    /** How much of it all who ask for it may have. */
    public record LimitConfig(
            @Describe("What it counts.") Measure measure,

            @Describe("Over which time: " + LimitBody.WINDOWS + ". None for concurrent.")
            Optional<String> window,

            @Describe(value = "How many requests or tokens; 0 allows none.", min = 0)
            long amount,

            @Describe("Whom it counts each by themselves: " + Whose.EACH + ". Everybody together when absent.")
            Optional<String> each,

            @Describe("Whom alone it counts: " + Whose.ONLY
                    + ". Takes the place of one that counts each, where measure and window are the same.")
            Optional<String> only,

            @Describe(value = "Whether who finds it reached waits for room before being refused.", byDefault = "false")
            boolean queues) {
        /**
         * The limit that is written.
         *
         * @throws IllegalArgumentException with the key that is wrong, as {@code key: found (expected: what)}
         */
        public Limit limit() {
            Window over = window.map(
                            text -> Window.parse(text).orElseThrow(() -> wrong("window", text, LimitBody.WINDOWS)))
                    .or(() -> measure == Measure.CONCURRENT ? Optional.of(new Window.Total()) : Optional.empty())
                    .orElseThrow(() -> wrong("window", "", LimitBody.WINDOWS));
            each.filter(text -> Whose.Each.parse(text).isEmpty()).ifPresent(text -> {
                throw wrong("each", text, Whose.EACH);
            });
            Whose whose = Whose.parse(each, only).orElseThrow(() -> wrong("only", only.orElse(""), Whose.ONLY));
            return new Limit(measure, over, amount, Optional.empty(), queues, whose);
        }

        private static IllegalArgumentException wrong(String key, String found, String expected) {
            return new IllegalArgumentException(key + ": '" + found + "' (expected: " + expected + ")");
        }
    }

    public ModelConfig {
        fallbacks = List.copyOf(fallbacks);
        aliases = List.copyOf(aliases);
        limits = List.copyOf(limits);
        targets = List.copyOf(targets);
    }
}
