package io.piuptime.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresStandbyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void follows_takes_no_writes_and_takes_them_once_it_is_promoted() {
        try (PostgresServer first = PostgresServer.start()) {
            first.execute("CREATE TABLE kept AS SELECT 1 AS answer");
            try (PostgresServer second = first.standby("second")) {
                first.execute("INSERT INTO kept VALUES (2)");
                Await.until(
                        "it follows",
                        PATIENCE,
                        () -> second.ask("postgres", "SELECT count(*) FROM kept")
                                .equals("2"));
                assertThatThrownBy(() -> second.execute("INSERT INTO kept VALUES (3)"))
                        .isInstanceOf(IllegalStateException.class);

                first.kill();
                second.promote();
                second.execute("INSERT INTO kept VALUES (3)");
                assertThat(second.ask("postgres", "SELECT count(*) FROM kept")).isEqualTo("3");

                first.restart(List.of("default_transaction_read_only=on"));
                assertThat(first.ask("postgres", "SELECT count(*) FROM kept")).isEqualTo("2");
            }
        }
    }

    @Test
    void runs_out_of_room_and_has_some_again() {
        Optional<SmallDisk> disk = SmallDisk.mount(96);
        assumeTrue(disk.isPresent(), "a small disk (expected: a user who may mount)");
        try (SmallDisk small = disk.orElseThrow();
                PostgresServer server = PostgresServer.startIn(small.folder("server"))) {
            server.execute("CREATE TABLE kept AS SELECT repeat('x', 100) AS text");
            small.fill();
            assertThatThrownBy(() ->
                            server.execute("INSERT INTO kept SELECT repeat('y', 100) FROM generate_series(1, 100000)"))
                    .isInstanceOf(IllegalStateException.class);
            small.free();
            if (!server.isAlive()) {
                server.restart();
            }
            Await.until("it is back", PATIENCE, () -> server.isAlive() && answers(server));
            server.execute("INSERT INTO kept VALUES ('z')");
            assertThat(server.ask("postgres", "SELECT count(*) FROM kept")).isEqualTo("2");
        }
    }

    private static boolean answers(PostgresServer server) {
        try {
            return server.ask("postgres", "SELECT 1").equals("1");
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
