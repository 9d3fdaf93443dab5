package io.piuptime.app.e2e.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL whose disk is full: nobody who asks models notices, and nothing is lost. */
@Timeout(120)
class FullDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir
    private Path folder;

    @Test
    void exchanges_go_on_while_the_disk_is_full_and_their_usage_arrives_when_there_is_room() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mount(128);
        assumeTrue(mounted.isPresent(), "a small disk (expected: a user who may mount)");
        try (SmallDisk disk = mounted.orElseThrow();
                PostgresServer postgres = PostgresServer.startIn(disk.folder("server"));
                FakeOpenAi upstream = FakeOpenAi.start()) {
            String database = postgres.database();
            try (GatewayUnderTest node = GatewayUnderTest.start(
                            folder,
                            GatewayUnderTest.passingTo(upstream.baseUrl()) + "stores: {database: \"" + database
                                    + "\"}\n");
                    Probe probe = Probe.start(node, node.key(), CHAT)) {
                probe.awaitMore(50);
                disk.fill();
                // so many records do not fit where there is no room
                probe.awaitMore(3_000);
                Await.until(
                        "it is told of",
                        PATIENCE,
                        () -> Probe.states(node).contains("\"usage-store\":\"unavailable\""));
                disk.free();
                if (!postgres.isAlive()) {
                    postgres.restart();
                }
                Await.until("the database is back", PATIENCE, () -> Probe.create(node) == 201);
                probe.stop();
                assertThat(probe.failures()).isEmpty();
                Await.until(
                        "all usage has arrived", PATIENCE, () -> node.process().flush());
                assertThat(Long.parseLong(postgres.ask(
                                database.substring(database.lastIndexOf('/') + 1), "SELECT count(*) FROM usage")))
                        .isEqualTo(probe.answered());
            }
        }
    }
}
