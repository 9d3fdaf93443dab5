package io.piuptime.app.config;

import io.piuptime.control.api.LimitBody;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.util.Optional;

/** How much of a model all who ask for it may have. */
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
        Window over = window.map(text -> Window.parse(text).orElseThrow(() -> wrong("window", text, LimitBody.WINDOWS)))
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
