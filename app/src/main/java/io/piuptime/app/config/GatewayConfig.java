package io.piuptime.app.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that can be configured. */
public record GatewayConfig(
        @Describe("Where callers connect.") ListenConfig listen,

        @Describe("Where the admin API, metrics and health checks answer.")
        AdminConfig admin,

        @Describe("How much one exchange, and all of them together, may take.")
        LimitsConfig limits,

        @Describe("How long an exchange may wait, and for what; a model may set its own.")
        TimersConfig timers,

        @Describe("The vendors and servers that answer, by the name that targets use.")
        Map<String, ProviderConfig> providers,

        @Describe("The names that are offered; one * in a name stands for any text.")
        Map<String, ModelConfig> models,

        @Describe("The records of what was used.") UsageConfig usage,
        @Describe("What is told of the traffic.") ObserveConfig observe,
        @Describe("How the process ends.") DrainConfig drain) {
    public GatewayConfig {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }
}
