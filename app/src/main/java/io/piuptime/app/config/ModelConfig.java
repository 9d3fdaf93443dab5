package io.piuptime.app.config;

import java.util.List;

/** A name that is offered. */
public record ModelConfig(
        @Describe("Other names for it.") List<String> aliases,
        @Describe("Timers of its own.") TimersConfig timers,

        @Describe("Where it can be sent, in order of preference.")
        List<TargetConfig> targets) {
    public ModelConfig {
        aliases = List.copyOf(aliases);
        targets = List.copyOf(targets);
    }
}
