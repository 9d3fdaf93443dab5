package io.piuptime.app.config;

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

        @Describe("Where it can be sent, in order of preference.")
        List<TargetConfig> targets) {
    public ModelConfig {
        aliases = List.copyOf(aliases);
        targets = List.copyOf(targets);
    }
}
