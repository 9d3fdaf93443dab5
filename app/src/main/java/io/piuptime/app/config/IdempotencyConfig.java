package io.piuptime.app.config;

import java.time.Duration;

/** The answers that are remembered for requests with an idempotency key. */
public record IdempotencyConfig(
        @Describe(value = "How long, from the end of an answer on.", byDefault = "10m", min = 1000, max = 604_800_000)
        Duration keep,

        @Describe(
                value = "For all answers; the oldest make room, and one that takes over an eighth is not remembered.",
                byDefault = "64MiB",
                min = 65_536)
        Size memory) {}
