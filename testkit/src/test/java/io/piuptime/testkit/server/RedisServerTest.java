package io.piuptime.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.testkit.raw.Await;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisServerTest {
    private final RedisServer server = RedisServer.start("--databases", "3");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answers_commands() {
        assertThat(server.command("SET", "ключ", "value")).isEqualTo("+OK");
        assertThat(server.command("EXISTS", "ключ")).isEqualTo(":1");
        assertThat(server.command("CONFIG", "GET", "databases")).isEqualTo("*2");
        assertThat(server.url()).isEqualTo("redis://127.0.0.1:" + server.port());
    }

    @Test
    void answers_nothing_after_a_crash_and_is_empty_after_a_restart() {
        server.command("SET", "a", "1");
        server.kill();

        assertThatThrownBy(() -> server.command("PING")).isInstanceOf(UncheckedIOException.class);

        server.restart();

        assertThat(server.command("EXISTS", "a")).isEqualTo(":0");
    }

    @Test
    void answers_late_what_was_asked_while_it_was_frozen() {
        server.freeze();
        Thread asking = Thread.ofVirtual().start(() -> server.command("SET", "a", "1"));

        assertThat(Await.holds(Duration.ofMillis(300), () -> !asking.isAlive())).isFalse();

        server.thaw();

        Await.until("an answer", Duration.ofSeconds(10), () -> !asking.isAlive());
        assertThat(server.command("EXISTS", "a")).isEqualTo(":1");
    }
}
