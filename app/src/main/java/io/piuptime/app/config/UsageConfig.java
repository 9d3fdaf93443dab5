package io.piuptime.app.config;

import java.time.Duration;

/** The records of what was used. */
public record UsageConfig(
        @Describe(value = "How long they are kept.", byDefault = "90d", min = 3_600_000)
        Duration retention) {}
