package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest {
    private static final Migrations ONE = new Migrations(List.of("test-1.sql"));
    private static final Migrations TWO = new Migrations(List.of("test-1.sql", "test-2.sql"));
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    /** What a caller waits at most: a connection and a statement, and a little for a busy machine. */
    private static final Duration PATIENCE =
            PostgresStore.CONNECTING.plus(PostgresStore.PATIENCE).plusSeconds(2);

    private final List<PostgresStore> stores = new ArrayList<>();
    private PostgresServer server;
    private String url;

    @BeforeAll
    void start() {
        server = PostgresServer.start("max_connections=12", "superuser_reserved_connections=3");
    }

    @BeforeEach
    void database() {
        url = server.database();
    }

    @AfterEach
    void close() {
        stores.forEach(PostgresStore::close);
        stores.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void the_first_call_brings_the_schema_up_to_date() {
        assertThat(store(TWO).run(Scope.EVERYWHERE, Migrations::taken)).isEqualTo(2);
        assertThat(ask(store(TWO), "SELECT count(b) FROM one")).isEqualTo("0");
    }

    @Test
    void nodes_that_start_at_once_take_each_step_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Integer>> nodes = IntStream.range(0, 6)
                    .mapToObj(_ -> store(TWO))
                    .<Callable<Integer>>map(store -> () -> store.run(Scope.EVERYWHERE, Migrations::taken))
                    .toList();
            for (Future<Integer> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isEqualTo(2);
            }
        }
    }

    @Test
    void a_step_that_fails_leaves_nothing_behind_and_is_tried_again() {
        PostgresStore broken = store(new Migrations(List.of("test-1.sql", "test-broken.sql")));

        assertThatThrownBy(broken::open).isInstanceOf(StoreUnavailable.class).hasMessageContaining("nothing");
        assertThatThrownBy(broken::open).isInstanceOf(StoreUnavailable.class);

        PostgresStore well = store(TWO);
        assertThat(well.run(Scope.EVERYWHERE, Migrations::taken)).isEqualTo(2);
        assertThat(ask(well, "SELECT count(*) FROM information_schema.columns WHERE table_name = 'one'"))
                .isEqualTo("2");
    }

    @Test
    void beside_a_newer_schema_it_reads_and_writes_but_changes_nothing_that_people_decide_on() {
        PostgresStore older = store(ONE);
        older.change(Scope.EVERYWHERE, connection -> update(connection, "INSERT INTO one VALUES (1)"));
        store(TWO).open();

        int added = older.run(Scope.EVERYWHERE, connection -> update(connection, "INSERT INTO one VALUES (2)"));
        assertThat(added).isEqualTo(1);
        assertThat(ask(older, "SELECT count(*) FROM one")).isEqualTo("2");
        assertThatThrownBy(() ->
                        older.change(Scope.EVERYWHERE, connection -> update(connection, "INSERT INTO one VALUES (3)")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("schema 2 (expected: at most 1)");
        assertThatCode(() -> store(ONE).open()).doesNotThrowAnyException();
    }

    @Test
    void a_transaction_that_fails_leaves_nothing_behind() {
        PostgresStore store = store(ONE);

        assertThatThrownBy(() -> store.run(Scope.EVERYWHERE, connection -> {
                    update(connection, "INSERT INTO one VALUES (1)");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.run(Scope.EVERYWHERE, connection -> {
                    update(connection, "INSERT INTO one VALUES (1)");
                    return update(connection, "INSERT INTO nothing VALUES (1)");
                }))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(ask(store, "SELECT count(*) FROM one")).isEqualTo("0");
    }

    @Test
    void a_transaction_says_whose_data_it_is_about_and_the_next_one_on_its_connection_does_not_inherit_that() {
        PostgresStore store = store(ONE);
        String setting = "SELECT coalesce(current_setting('piup.tenant', true), '')";

        String within = store.run(new Scope("acme"), connection -> ask(connection, setting));
        assertThat(within).isEqualTo("acme");
        assertThat(ask(store, setting)).isEqualTo("*");
    }

    @Test
    void a_statement_ends_when_patience_does() {
        PostgresStore store = store(ONE);

        long begun = System.nanoTime();
        assertThatThrownBy(() -> store.run(
                        Scope.EVERYWHERE, Duration.ofMillis(300), connection -> ask(connection, "SELECT pg_sleep(30)")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("statement timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_deadlock_is_tried_again() throws Exception {
        PostgresStore store = store(ONE);
        store.run(Scope.EVERYWHERE, connection -> update(connection, "INSERT INTO one VALUES (1), (2)"));
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> calls = List.of(() -> cross(store, both, 1, 2), () -> cross(store, both, 2, 1));
            for (Future<Integer> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void is_away_at_first_killed_frozen_and_back_each_time_by_itself() {
        server.kill();
        PostgresStore store = store(ONE);
        assertAway(store);
        server.restart();
        awaitBack(store);

        server.kill();
        assertAway(store);
        server.restart();
        awaitBack(store);

        server.freeze();
        assertAway(store);
        server.thaw();
        awaitBack(store);
    }

    @Test
    void a_server_that_takes_no_writes_is_read_and_written_again_when_it_takes_them() {
        PostgresStore store = store(ONE);
        store.open();
        server.execute("ALTER SYSTEM SET default_transaction_read_only = on");
        server.execute("SELECT pg_reload_conf()");
        Await.until("read only", RECOVERY, () -> !writes(store));

        assertThat(ask(store, "SELECT count(*) >= 0 FROM one")).isEqualTo("t");

        server.execute("ALTER SYSTEM RESET default_transaction_read_only");
        server.execute("SELECT pg_reload_conf()");
        Await.until("writable", RECOVERY, () -> writes(store));
    }

    @Test
    void too_many_clients_are_a_failure_in_time_and_no_more() {
        PostgresStore store = store(ONE);
        List<PostgresStore> others =
                IntStream.range(0, 3).mapToObj(_ -> store(ONE)).toList();
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger held = new AtomicInteger();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (PostgresStore other : others) {
                IntStream.range(0, 6).forEach(_ -> threads.execute(() -> hold(other, held, over)));
            }
            Await.until(() -> "9 connections: " + held, RECOVERY, () -> held.get() == 9);

            assertAway(store);
            over.countDown();
        }
        stores.removeAll(others);
        others.forEach(PostgresStore::close);

        awaitBack(store);
    }

    private PostgresStore store(Migrations migrations) {
        PostgresStore store = new PostgresStore(PostgresAddress.parse(url), migrations);
        stores.add(store);
        return store;
    }

    private static int cross(PostgresStore store, CountDownLatch both, int first, int second) {
        return store.run(Scope.EVERYWHERE, connection -> {
            update(connection, "UPDATE one SET a = a WHERE a = " + first);
            both.countDown();
            assertThat(await(both)).isTrue();
            return update(connection, "UPDATE one SET a = a WHERE a = " + second);
        });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a connection until it is over; those that are too many try again and again. */
    private static void hold(PostgresStore store, AtomicInteger held, CountDownLatch over) {
        while (over.getCount() > 0) {
            try {
                boolean _ = store.run(Scope.EVERYWHERE, _ -> {
                    held.incrementAndGet();
                    return await(over);
                });
            } catch (StoreUnavailable _) {
                // one of those that are too many
            }
        }
    }

    private static boolean isAway(PostgresStore store) {
        try {
            store.open();
            return false;
        } catch (StoreUnavailable _) {
            return true;
        }
    }

    private static boolean writes(PostgresStore store) {
        try {
            return store.run(Scope.EVERYWHERE, connection -> update(connection, "INSERT INTO one VALUES (9)")) == 1;
        } catch (StoreUnavailable _) {
            return false;
        }
    }

    private static void assertAway(PostgresStore store) {
        long begun = System.nanoTime();
        assertThatThrownBy(store::open).isInstanceOf(StoreUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
    }

    private static void awaitBack(PostgresStore store) {
        Await.until("back", RECOVERY, () -> !isAway(store));
    }

    private static String ask(PostgresStore store, String sql) {
        return store.run(Scope.EVERYWHERE, connection -> ask(connection, sql));
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
