package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.app.run.GatewayProcess;
import io.piuptime.app.run.RunOptions;
import io.piuptime.app.run.StartException;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that has not the secrets of the installation whose database it uses. */
@Timeout(120)
class IdentityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void a_node_that_lost_its_secrets_says_so_and_does_not_start_unless_it_is_to_go_on_with_others() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, "")) {
            assertThat(gateway.admin("PUT", "/admin/v1/secrets/openai", "{\"value\":\"sk-0123456789\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.admin("/health/deps").body()).contains("\"identity\":\"ok\"");
        }
        Path data = folder.resolve("data");
        Files.delete(data.resolve("master-key"));

        assertThatThrownBy(() -> GatewayUnderTest.start(folder, ""))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("master-key: fingerprint ")
                .hasMessageContaining("--new-identity");

        GatewayProcess.start(
                        RunOptions.read(
                                List.of(
                                        "--config",
                                        folder.resolve("piup.yaml").toString(),
                                        "--data",
                                        data.toString(),
                                        "--port=0",
                                        "--admin-port=0",
                                        "--new-identity"),
                                Map.of()),
                        Map.of())
                .close();
        GatewayUnderTest.start(folder, "").close();
    }

    @Test
    void a_node_that_began_without_the_database_is_not_ready_when_that_knows_another_installation() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            String stores = "stores: {database: \"" + postgres.database() + "\"}\n";
            node("one", stores).close();
            postgres.kill();
            try (GatewayUnderTest stranger = node("two", stores)) {
                assertThat(stranger.admin("/health/ready").statusCode()).isEqualTo(200);
                assertThat(stranger.admin("/health/deps").body()).contains("\"identity\":\"unknown\"");
                postgres.restart();
                Await.until("the node is found out", PATIENCE, () -> ready(stranger) == 503);
                assertThat(stranger.admin("/health/deps").body()).contains("\"identity\":\"foreign\"");
            }
        }
    }

    private GatewayUnderTest node(String name, String stores) throws IOException {
        return GatewayUnderTest.start(Files.createDirectories(folder.resolve(name)), stores);
    }

    private static int ready(GatewayUnderTest node) {
        try {
            return node.admin("/health/ready").statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
