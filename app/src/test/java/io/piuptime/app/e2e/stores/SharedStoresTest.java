package io.piuptime.app.e2e.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.model.key.KeyText;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways on a PostgreSQL and a Redis that misbehave: whoever asks models does not notice. */
@Timeout(180)
class SharedStoresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final FakeOpenAi upstream = opened(FakeOpenAi.start());
    private final PostgresServer postgres =
            opened(PostgresServer.start("max_connections=10", "superuser_reserved_connections=3"));
    private final RedisServer redis = opened(RedisServer.start());
    private final String database = postgres.database();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void nodes_share_keys_and_usage_and_hear_of_a_revoked_key_soon() throws Exception {
        GatewayUnderTest one = node("one");
        Files.createDirectories(folder.resolve("two").resolve("data"));
        // the pepper is the installation's, not the node's
        Files.copy(one.data().resolve("key-pepper"), folder.resolve("two/data/key-pepper"));
        GatewayUnderTest two = node("two");
        String key = one.key();

        assertThat(Probe.status(two, key, CHAT)).isEqualTo(200);
        assertThat(Probe.status(one, key, CHAT)).isEqualTo(200);
        assertThat(two.records()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(one.records()).hasSize(2);

        long begun = System.nanoTime();
        Probe.revoke(one, key);
        Await.until("revoked on the other node", PATIENCE, () -> Probe.status(two, key, CHAT) == 401);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void exchanges_go_on_while_both_are_killed_frozen_and_full_and_nothing_is_lost() throws Exception {
        GatewayUnderTest node = node("one");
        String key = node.key();
        try (Probe probe = Probe.start(node, key, CHAT)) {
            probe.awaitMore(50);
            redis.freeze();
            probe.awaitMore(100);
            redis.thaw();
            redis.kill();
            probe.awaitMore(100);
            redis.restart();

            postgres.freeze();
            probe.awaitMore(100);
            postgres.thaw();
            postgres.kill();
            probe.awaitMore(100);
            postgres.restart();
            probe.awaitMore(100);

            postgres.execute("ALTER SYSTEM SET default_transaction_read_only = on");
            postgres.execute("SELECT pg_reload_conf()");
            probe.awaitMore(100);
            assertThat(Probe.create(node)).as("an administrator's write").isEqualTo(503);
            postgres.execute("ALTER SYSTEM RESET default_transaction_read_only");
            postgres.execute("SELECT pg_reload_conf()");

            postgres.execute("ALTER ROLE piup CONNECTION LIMIT 0");
            postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'piup'");
            probe.awaitMore(100);
            postgres.execute("ALTER ROLE piup CONNECTION LIMIT -1");
            probe.awaitMore(50);

            probe.stop();
            assertThat(probe.failures()).isEmpty();
            Await.until("the database is back", PATIENCE, () -> Probe.create(node) == 201);
            assertThat(node.process().flush()).isTrue();
            String rows = postgres.ask(database.substring(database.lastIndexOf('/') + 1), "SELECT count(*) FROM usage");
            assertThat(Long.parseLong(rows)).isEqualTo(probe.answered());
        }
    }

    @Test
    void a_node_starts_with_both_away_and_serves_the_keys_that_it_knows() throws Exception {
        GatewayUnderTest first = node("one");
        String key = first.key();
        assertThat(Probe.status(first, key, CHAT)).isEqualTo(200);
        first.process().flush();
        first.close();
        open.remove(first);
        postgres.kill();
        redis.kill();

        GatewayUnderTest again = node("one");

        assertThat(Probe.status(again, key, CHAT)).isEqualTo(200);
        assertThat(Probe.create(again)).isEqualTo(503);
        assertThat(Probe.ready(again)).isEqualTo(200);
        Await.until(
                "both are told of",
                PATIENCE,
                () -> Probe.states(again).contains("\"keys\":\"on the replica\"")
                        && Probe.states(again).contains("\"redis\":\"unavailable\""));
        postgres.restart();
        redis.restart();
        Await.until("the database is back", PATIENCE, () -> Probe.create(again) == 201);
        assertThat(again.records()).hasSize(2);
    }

    @Test
    void a_new_node_may_start_before_its_database_and_makes_the_first_key_when_that_is_there() throws Exception {
        postgres.kill();
        redis.kill();
        GatewayUnderTest node = node("one");

        assertThat(Probe.status(node, "piup_none", CHAT)).isEqualTo(401);
        assertThat(Probe.status(node, stranger(), CHAT))
                .as("a key that may be known there")
                .isEqualTo(503);
        postgres.restart();
        redis.restart();
        Await.until("a first key", PATIENCE, () -> Files.exists(node.data().resolve("first-key")));
        String key = node.key();

        Await.until("the key opens", PATIENCE, () -> Probe.status(node, key, CHAT) == 200);
        assertThat(Probe.status(node, stranger(), CHAT)).isEqualTo(401);
    }

    private static String stranger() {
        return KeyText.generate(new Random(5)).text();
    }

    private GatewayUnderTest node(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        return opened(GatewayUnderTest.start(
                home,
                GatewayUnderTest.passingTo(upstream.baseUrl()) + "stores: {database: \"" + database + "\", redis: \""
                        + redis.url() + "\"}\n"));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }
}
