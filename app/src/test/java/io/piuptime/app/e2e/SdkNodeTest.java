package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.fake.EchoReplies;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own client for Node, with nothing but its base URL and key changed: runs {@code src/test/node}. */
class SdkNodeTest {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void every_endpoint_serves_the_client_as_openai_does() throws Exception {
        assumeThat(runs("node", "--version") && runs("npm", "--version"))
                .as("node and npm are installed")
                .isTrue();
        install();
        try (FakeOpenAi fake = FakeOpenAi.start().always(new ByModel());
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, config(fake))) {
            Path output = folder.resolve("output");
            int exit = run(
                    output,
                    Map.of("PIUP_TEST_URL", gateway.url() + "/v1", "PIUP_TEST_KEY", gateway.key()),
                    List.of("node", "--test", "--test-reporter=tap", "openai.test.mjs"));

            String told = Files.readString(output);
            System.out.println("node: "
                    + told.lines()
                            .filter(line -> line.matches("# (pass|fail) .*"))
                            .toList());
            assertThat(exit).as(told).isZero();
            assertThat(told).contains("# pass 17", "# fail 0", "# skipped 0");
            for (String model : List.of("stalls", "silent")) {
                assertThat(asked(fake, model).getLast().awaitClosed(PATIENCE))
                        .as(model)
                        .isTrue();
            }
            assertThat(asked(fake, "fails-once")).hasSize(2);
            assertThat(fake.requests()).allMatch(one -> one.headers().stream().noneMatch(SdkNodeTest::tellsKey));
        }
    }

    private static boolean tellsKey(Header header) {
        return header.value().contains("piup_");
    }

    private static List<Received> asked(FakeOpenAi fake, String model) {
        return fake.requests().stream()
                .filter(one -> one.asked().model().equals(model))
                .toList();
    }

    private static String config(FakeOpenAi fake) {
        StringBuilder models = new StringBuilder();
        for (String model : List.of(
                "gpt-4o",
                "davinci",
                "text-embedding-3-small",
                "gpt-image-1",
                "tts-1",
                "whisper-1",
                "omni-moderation-latest",
                "fails-400",
                "fails-429",
                "fails-once",
                "breaks",
                "stalls",
                "silent")) {
            models.append("  ").append(model).append(": {targets: [{provider: upstream}]}\n");
        }
        return """
                providers:
                  upstream: {base-url: "%s", api-key: "sk-upstream-0123456789"}
                models:
                %sdrain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl(), models);
    }

    /** Brings the client by its lock file. */
    private void install() throws Exception {
        for (String file : List.of("package.json", "package-lock.json", "openai.test.mjs")) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        Path output = folder.resolve("install");
        int exit = run(
                output,
                Map.of(),
                List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"));
        assertThat(exit).as(Files.readString(output)).isZero();
    }

    private boolean runs(String... command) throws Exception {
        try {
            Files.createDirectories(INSTALLED);
            return run(folder.resolve("version"), Map.of(), List.of(command)) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static int run(Path output, Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    /** A provider whose models are named after what they do. */
    private static final class ByModel implements Function<Received, Script> {
        private final EchoReplies echo = new EchoReplies();
        private final AtomicBoolean failed = new AtomicBoolean();

        @Override
        public Script apply(Received received) {
            return switch (received.asked().model()) {
                case "fails-400" -> error(400, "invalid_request_error");
                case "fails-429" -> error(429, "rate_limit_error");
                case "fails-once" -> failed.getAndSet(true) ? echo.apply(received) : error(503, "overloaded_error");
                case "breaks" -> Script.cut(Script.chat("some", " more"), 2, Ending.RST);
                case "stalls" -> Script.stallAfter(Script.chat("a", "b", "c"), 3);
                case "silent" -> Script.silence();
                default -> echo.apply(received);
            };
        }

        private static Script error(int status, String type) {
            return Script.error(
                    status,
                    type,
                    "The fake failed as it was asked to",
                    new Header("x-ratelimit-remaining-requests", "0"),
                    new Header("x-request-id", "req_fake"));
        }
    }
}
