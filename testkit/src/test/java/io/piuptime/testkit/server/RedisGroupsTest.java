package io.piuptime.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Await;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RedisGroupsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void sentinels_put_the_second_in_the_place_of_the_first() {
        try (RedisSentinels group = RedisSentinels.start()) {
            assertThat(group.url()).matches("redis-sentinel://127.0.0.1:\\d+,127.0.0.1:\\d+,127.0.0.1:\\d+#shared");
            assertThat(group.first().command("SET", "a", "1")).isEqualTo("+OK");
            Await.until(
                    "it follows",
                    PATIENCE,
                    () -> group.second().command("EXISTS", "a").equals(":1"));

            group.first().kill();

            Await.until("it takes writes", PATIENCE, () -> sets(group.second(), "a"));
        }
    }

    @Test
    void a_replica_takes_the_place_of_its_master_in_a_cluster() {
        try (RedisCluster cluster = RedisCluster.start()) {
            assertThat(cluster.url()).startsWith("redis-cluster://127.0.0.1:");
            assertThat(cluster.masters().getFirst().command("SET", "{3}", "1")).isEqualTo("+OK");
            assertThat(cluster.masters().get(1).command("SET", "{3}", "1")).startsWith("-MOVED");

            cluster.masters().getFirst().kill();

            Await.until(
                    "it takes writes", PATIENCE, () -> sets(cluster.replicas().getFirst(), "{3}"));
        }
    }

    /** It ends its connections when it becomes another kind of server. */
    private static boolean sets(RedisServer server, String key) {
        try {
            return server.command("SET", key, "2").equals("+OK");
        } catch (UncheckedIOException _) {
            return false;
        }
    }
}
