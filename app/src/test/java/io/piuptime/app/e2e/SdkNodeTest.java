package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own Node client, run by node with a test script of its own. */
class SdkNodeTest {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/node");

    @TempDir
    private Path folder;

    @Test
    void the_node_client_does_everything_through_the_gateway() throws Exception {
        assumeThat(run(Path.of("."), Map.of(), List.of("npm", "--version")))
                .as("npm on the path")
                .isZero();
        Files.createDirectories(WORK);
        for (String name : List.of("package.json", "package-lock.json", "openai.test.mjs")) {
            Files.write(WORK.resolve(name), Files.readAllBytes(SOURCE.resolve(name)));
        }
        assertThat(run(WORK, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")))
                .as("npm ci")
                .isZero();
        try (FakeOpenAi fake = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()))) {
            Map<String, String> environment = Map.of("PIUP_URL", gateway.url(), "PIUP_KEY", gateway.key());
            assertThat(run(WORK, environment, List.of("node", "--test", "openai.test.mjs")))
                    .as("node --test")
                    .isZero();
        }
    }

    private static int run(Path in, Map<String, String> environment, List<String> command) throws InterruptedException {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(in.toFile()).inheritIO();
            builder.environment().putAll(environment);
            Process process = builder.start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            return process.exitValue();
        } catch (IOException _) {
            return -1; // there is no such program
        }
    }
}
