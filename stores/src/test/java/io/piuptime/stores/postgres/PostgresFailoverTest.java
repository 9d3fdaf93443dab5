package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers, of which the second takes over: what was granted by the first is not granted again. */
@Timeout(180)
class PostgresFailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final AccountId ACCOUNT = new AccountId("budget", "total", 0);
    private static final long CAP = 1_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLong turns = new AtomicLong();
    private PostgresServer first;
    private PostgresServer second;
    private String url;

    @BeforeEach
    void start() {
        first = opened(PostgresServer.start());
        String one = first.database();
        url = one.replace(":" + first.port() + "/", ":" + first.port() + ",127.0.0.1:SECOND/");
        second = opened(first.standby("second"));
        url = url.replace("SECOND", Integer.toString(second.port()));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void what_only_the_first_server_and_a_node_know_is_told_to_the_second_before_anybody_is_granted_more() {
        LeaseStore a = leases();
        LeaseStore b = leases();
        long termA = a.begin("a").number();
        long termB = b.begin("b").number();
        assertThat(granted(a, "a", termA, 0, 100)).isEqualTo(100);
        awaitFollowed();
        long era = a.era();
        second.execute("ALTER SYSTEM SET primary_conninfo = ''");
        second.execute("SELECT pg_reload_conf()");
        Await.until(
                "it follows no more",
                PATIENCE,
                () -> first.ask("postgres", "SELECT count(*) FROM pg_stat_replication")
                        .equals("0"));
        assertThat(granted(a, "a", termA, 100, 500)).isEqualTo(600);

        first.kill();
        second.promote();

        Await.until("the second is found", PATIENCE, () -> succeeds(() -> b.era() != era));
        assertThat(second.ask(name(), "SELECT granted FROM money_leases WHERE node = 'a'"))
                .as("what the second knows")
                .isEqualTo("100");
        assertThatThrownBy(() -> granted(b, "b", termB, 0, CAP))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("another server has taken over");
        Await.until("the second is found", PATIENCE, () -> succeeds(() -> a.era() != era));
        assertThat(granted(a, "a", termA, 600, 0)).as("what it held").isEqualTo(600);

        Await.until("all had time", PATIENCE, () -> succeeds(() -> granted(b, "b", termB, 0, CAP) == 400));
        assertThat(granted(a, "a", termA, 600, 1)).isEqualTo(600);
    }

    @Test
    void a_grant_that_a_standby_has_to_confirm_is_none_until_it_does() {
        first.execute("ALTER SYSTEM SET synchronous_standby_names = 'second'");
        first.execute("SELECT pg_reload_conf()");
        first.execute(name(), "ALTER ROLE piup SET synchronous_commit = off");
        LeaseStore a = leases();
        long term = a.begin("a").number();
        assertThat(granted(a, "a", term, 0, 100)).isEqualTo(100);

        second.freeze();
        assertThatThrownBy(() -> granted(a, "a", term, 100, 100)).isInstanceOf(StoreUnavailable.class);
        second.thaw();
        Await.until("confirmed", PATIENCE, () -> succeeds(() -> granted(a, "a", term, 100, 200) == 300));

        first.kill();
        second.promote();
        assertThat(second.ask(name(), "SELECT granted FROM money_leases WHERE node = 'a'"))
                .isEqualTo("300");
        Await.until("granted again", PATIENCE, () -> succeeds(() -> granted(a, "a", term, 300, 1) == 301));
    }

    @Test
    void a_server_that_was_replaced_and_takes_writes_grants_nothing() {
        LeaseStore a = leases();
        long term = a.begin("a").number();
        awaitFollowed();
        first.kill();
        second.promote();
        Await.until("the second is found", PATIENCE, () -> succeeds(() -> granted(a, "a", term, 0, 10) == 10));

        first.restart();
        second.freeze();
        assertThat(Await.holds(Duration.ofSeconds(6), () -> succeeds(() -> granted(a, "a", term, 10, 10) == 20)))
                .isFalse();

        first.kill();
        second.thaw();
        Await.until("the second is found", PATIENCE, () -> succeeds(() -> granted(a, "a", term, 10, 10) == 20));
    }

    @Test
    void writes_go_on_at_the_server_that_took_over_also_when_the_first_is_back_and_takes_none() {
        PostgresStore store = store();
        store.run(Scope.EVERYWHERE, connection -> update(connection, "CREATE TABLE kept (a int)"));
        awaitFollowed();

        first.freeze();
        second.promote();
        Await.until("a write", PATIENCE, () -> writes(store));

        first.thaw();
        first.restart(List.of("default_transaction_read_only=on"));
        second.kill();
        second.restart();
        Await.until("a write", PATIENCE, () -> writes(store));
        assertThat(first.ask(name(), "SELECT count(*) FROM kept")).isEqualTo("0");
        assertThat(second.ask(name(), "SELECT count(*) FROM kept")).isEqualTo("2");
    }

    private boolean writes(PostgresStore store) {
        return succeeds(() ->
                store.run(Scope.EVERYWHERE, connection -> update(connection, "INSERT INTO kept VALUES (1)")) == 1);
    }

    private void awaitFollowed() {
        String at = first.ask("postgres", "SELECT pg_current_wal_lsn()");
        Await.until(
                "the second follows",
                PATIENCE,
                () -> second.ask("postgres", "SELECT pg_last_wal_replay_lsn() >= '" + at + "'")
                        .equals("t"));
    }

    private LeaseStore leases() {
        return new PostgresLeaseStore(store(), SETTLING);
    }

    private PostgresStore store() {
        return opened(new PostgresStore(PostgresAddress.parse(url)));
    }

    private String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private long granted(LeaseStore leases, String node, long term, long held, long want) {
        return leases.claim(node, term, turns.incrementAndGet(), List.of(new Claim(ACCOUNT, CAP, 0, held, 0, 0, want)))
                .getFirst()
                .granted();
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static boolean succeeds(BooleanSupplier attempt) {
        try {
            return attempt.getAsBoolean();
        } catch (StoreUnavailable _) {
            return false;
        }
    }
}
