package io.piuptime.app.e2e.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.RedisSentinels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose PostgreSQL and Redis have standbys, which take over. */
@Timeout(180)
class DatabaseFailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHAT =
            "{\"model\":\"m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final FakeOpenAi upstream = opened(FakeOpenAi.start());
    private final PostgresServer first = opened(PostgresServer.start());
    private final String url = first.database();
    private final String database = url.substring(url.lastIndexOf('/') + 1);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void callers_do_not_notice_that_standbys_take_over_and_what_was_confirmed_is_there() throws Exception {
        PostgresServer second = opened(first.standby("second"));
        first.execute("ALTER SYSTEM SET synchronous_standby_names = 'second'");
        first.execute("SELECT pg_reload_conf()");
        RedisSentinels sentinels = opened(RedisSentinels.start());
        GatewayUnderTest node = node(
                url.replace(":" + first.port() + "/", ":" + first.port() + ",127.0.0.1:" + second.port() + "/")
                        + "?targetServerType=primary",
                "redis: \"" + sentinels.url() + "\"");
        budget(node, 1_000_000_000_000_000L); // more than a fast machine asks for while nothing is granted
        try (Probe probe = Probe.start(node, node.key(), CHAT)) {
            probe.awaitMore(200);
            first.kill();
            sentinels.first().kill();
            probe.awaitMore(100);
            second.promote();
            Await.until("the second is written to", PATIENCE, () -> Probe.create(node) == 201);
            probe.awaitMore(100);

            first.restart(List.of("default_transaction_read_only=on", "synchronous_standby_names="));
            second.kill();
            probe.awaitMore(50);
            second.restart();
            Await.until("the second is written to again", PATIENCE, () -> Probe.create(node) == 201);
            Await.until("all is well", PATIENCE, () -> Probe.isWell(node));
            probe.awaitMore(50);

            probe.stop();
            assertThat(probe.failures()).isEmpty();
            assertThat(node.process().flush()).isTrue();
            assertThat(Long.parseLong(second.ask(database, "SELECT count(*) FROM usage")))
                    .isEqualTo(probe.answered());
        }
    }

    @Test
    void a_strict_budget_is_spent_from_what_was_granted_and_refuses_beyond_that_until_the_database_is_back()
            throws Exception {
        GatewayUnderTest node = node(url, "");
        budget(node, 60_000_000);
        assertThat(node.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
        first.kill();
        Await.until("refused", PATIENCE, () -> Probe.status(node, key(node), CHAT) == 429);

        HttpResponse<String> refused = node.post("/v1/chat/completions", CHAT);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("insufficient_quota");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(node.meter("piup_budget_refused_for_store_total")).isPositive();
        first.restart();
        Await.until("granted again", PATIENCE, () -> Probe.status(node, key(node), CHAT) == 200);
    }

    private GatewayUnderTest node(String address, String redis) throws Exception {
        return opened(GatewayUnderTest.start(
                folder, """
                providers:
                  upstream: {base-url: "%s", api-key: "sk-upstream-0123456789"}
                models:
                  m: {price: in=1000 out=1000, targets: [{provider: upstream}]}
                drain: {lag: 0s, grace: 5s}
                stores: {database: "%s"%s}
                """.formatted(upstream.baseUrl(), address, redis.isEmpty() ? "" : ", " + redis)));
    }

    private static void budget(GatewayUnderTest node, long micros) throws Exception {
        HttpResponse<String> made = node.admin("POST", "/admin/v1/budgets", """
                {"name": "all", "subject": {"level": "tenant", "id": "default"}, "strict": true,
                 "caps": [{"window": "month", "micros": %d}]}""".formatted(micros));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private static String key(GatewayUnderTest node) {
        try {
            return node.key();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }
}
