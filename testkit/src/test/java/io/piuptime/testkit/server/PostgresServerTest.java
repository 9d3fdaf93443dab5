package io.piuptime.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerTest {
    private PostgresServer server;

    @BeforeAll
    void open() {
        server = PostgresServer.start("max_connections=7");
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void runs_statements_with_the_settings_given() {
        assertThat(server.ask("postgres", "SHOW max_connections")).isEqualTo("7");
        assertThatThrownBy(() -> server.execute("SELECT nonsense")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void makes_databases_that_an_ordinary_user_owns() {
        String one = server.database();
        String other = server.database();

        assertThat(one).startsWith("postgresql://piup:").isNotEqualTo(other);
        assertThat(server.ask("postgres", "SELECT rolsuper FROM pg_roles WHERE rolname = 'piup'"))
                .isEqualTo("f");
    }

    @Test
    void keeps_what_was_committed_over_a_crash() {
        server.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        server.kill();

        assertThatThrownBy(() -> server.execute("SELECT 1")).isInstanceOf(IllegalStateException.class);

        server.restart();

        assertThat(server.ask("postgres", "SELECT answer FROM kept")).isEqualTo("42");
    }

    @Test
    void answers_late_what_was_asked_while_it_was_frozen() {
        server.freeze();
        Thread asking = Thread.ofVirtual().start(() -> server.execute("CREATE TABLE late (a int)"));

        assertThat(Await.holds(Duration.ofMillis(300), () -> !asking.isAlive())).isFalse();

        server.thaw();

        Await.until("an answer", Duration.ofSeconds(10), () -> !asking.isAlive());
        assertThat(server.ask("postgres", "SELECT count(*) FROM late")).isEqualTo("0");
    }
}
