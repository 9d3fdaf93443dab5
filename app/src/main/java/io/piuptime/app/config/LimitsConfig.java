package io.piuptime.app.config;

import java.time.Duration;
import java.util.Optional;

/** How much one exchange, and all of them together, may take. */
public record LimitsConfig(
        @Describe(value = "Request line.", byDefault = "16KiB", max = 1 << 20)
        Size uri,

        @Describe(value = "All headers of a request.", byDefault = "32KiB", max = 1 << 20)
        Size headers,

        @Describe(value = "A JSON body, held whole.", byDefault = "32MiB", max = 1 << 30)
        Size jsonBody,

        @Describe(value = "A multipart or binary body, passed through.", byDefault = "512MiB")
        Size streamedBody,

        @Describe(value = "Bodies held in memory, over all exchanges.", byDefault = "96MiB")
        Size buffers,

        @Describe(
                value = "What one stream holds for a caller who reads slowly.",
                byDefault = "256KiB",
                min = 4096,
                max = 1 << 30)
        Size streamBuffer,

        @Describe(value = "Exchanges in flight at once.", byDefault = "8192", max = 10_000_000)
        int exchanges,

        @Describe(value = "Of these, of one model; left out, three quarters.", max = 10_000_000)
        Optional<Integer> exchangesPerModel,

        @Describe(value = "Connections from callers open at once.", byDefault = "16384", max = 10_000_000)
        int connections,

        @Describe(value = "The head of a request, from its first byte to its last.", byDefault = "10s")
        Duration headTime,

        @Describe(value = "Time before a body has to arrive at 1 KiB a second.", byDefault = "10s")
        Duration bodyGrace,

        @Describe(value = "A JSON body, from its first byte to its last.", byDefault = "60s")
        Duration bodyTime,

        @Describe(value = "A connection without a request.", byDefault = "75s")
        Duration idleTime) {}
