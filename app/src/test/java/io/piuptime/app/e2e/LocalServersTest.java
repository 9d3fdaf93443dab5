package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.discovery.LocalDouble;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of models on this machine is offered by itself, by a whole gateway. */
@Timeout(60)
class LocalServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void an_ollama_that_runs_here_is_offered_without_a_word(@TempDir Path folder) throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("llama3.2:latest", "qwen3:8b");
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(folder, "discovery: {ports: [" + ollama.port() + "]}")) {
            Await.until("models of Ollama", PATIENCE, () -> models(gateway).contains("\"ollama/llama3.2:latest\""));
            assertThat(models(gateway)).contains("\"ollama/qwen3:8b\"", "\"demo\"");

            // the server is a double that does not chat: that it was asked is told by its 404
            assertThat(gateway.post(
                                    "/v1/chat/completions",
                                    "{\"model\":\"ollama/qwen3:8b\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void nothing_is_looked_for_when_it_is_switched_off(@TempDir Path folder) throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("a");
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(folder, "discovery: {local: false, ports: [" + ollama.port() + "]}")) {
            assertThat(models(gateway)).doesNotContain("ollama/");
            assertThat(gateway.reload("discovery: {local: false}").statusCode()).isEqualTo(200);
            assertThat(models(gateway)).doesNotContain("ollama/");
        }
    }

    @Test
    void what_was_found_stays_when_the_configuration_changes_and_goes_when_it_says_so(@TempDir Path folder)
            throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("a");
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(folder, "discovery: {ports: [" + ollama.port() + "]}")) {
            Await.until("models of Ollama", PATIENCE, () -> models(gateway).contains("\"ollama/a\""));
            gateway.reload("discovery: {ports: [" + ollama.port() + "]}\nlimits: {exchanges: 9}");
            assertThat(models(gateway)).contains("\"ollama/a\"");
            gateway.reload("discovery: {local: false}");
            assertThat(models(gateway)).doesNotContain("ollama/");
        }
    }

    private static String models(GatewayUnderTest gateway) {
        try {
            return gateway.get("/v1/models").body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
