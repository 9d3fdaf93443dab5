package io.piuptime.app.config;

import java.time.Duration;

/** How the process ends. */
public record DrainConfig(
        @Describe(
                value = "From not ready until the listeners close, for balancers to notice.",
                byDefault = "5s",
                min = 0)
        Duration lag,

        @Describe(value = "How long exchanges in flight may take to finish.", byDefault = "600s", min = 0)
        Duration grace) {}
