package io.piuptime.app.clients;

import io.piuptime.testkit.turn.UpstreamDialect;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JavaScript libraries that are driven, what they speak, and how many tests their file holds. */
enum NodeClient {
    OPENAI("openai.test.mjs", 10),
    ANTHROPIC("anthropic.test.mjs", 6),
    GEMINI("gemini.test.mjs", 6),
    BEDROCK("bedrock.test.mjs", 5),
    AI_SDK("ai-sdk.test.mjs", 20),
    ALL_BUT_BEDROCK("all.test.mjs", 42);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String file;
    private final int tests;

    NodeClient(String file, int tests) {
        this.file = file;
        this.tests = tests;
    }

    /** How many there are for each model. */
    int tests() {
        return tests;
    }

    Set<UpstreamDialect> dialects() {
        return switch (this) {
            case OPENAI -> EnumSet.of(UpstreamDialect.CHAT, UpstreamDialect.RESPONSES);
            case ANTHROPIC -> EnumSet.of(UpstreamDialect.ANTHROPIC);
            case GEMINI -> EnumSet.of(UpstreamDialect.GEMINI);
            case BEDROCK -> EnumSet.of(UpstreamDialect.BEDROCK);
            case AI_SDK, ALL_BUT_BEDROCK -> EnumSet.complementOf(EnumSet.of(UpstreamDialect.BEDROCK));
        };
    }

    /**
     * Runs its tests with each of these models, in one process.
     *
     * @param gateway the scheme, host and port of what it takes for its provider
     */
    NodeFolder.Outcome run(NodeFolder packages, URI gateway, String key, String... models)
            throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv().getOrDefault("PATH", ""),
                "HOME",
                packages.path().toString(),
                "PIUP_TEST_URL",
                gateway.toString(),
                "PIUP_TEST_KEY",
                key,
                "PIUP_TEST_MODELS",
                String.join(",", models));
        List<String> command = List.of("node", "--test-reporter=tap", file);
        return NodeFolder.run(command, packages.path(), environment, PATIENCE);
    }
}
