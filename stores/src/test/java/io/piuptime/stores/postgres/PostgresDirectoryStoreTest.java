package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.testkit.contracts.DirectoryStoreContract;
import io.piuptime.testkit.contracts.SampleEntries;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(SharedPostgres.class)
class PostgresDirectoryStoreTest implements DirectoryStoreContract {
    private String url;
    private PostgresStore database;
    private PostgresDirectoryStore store;

    @BeforeEach
    void open(PostgresServer server) {
        url = server.database();
        database = new PostgresStore(PostgresAddress.parse(url));
        store = new PostgresDirectoryStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public DirectoryStore store() {
        return store;
    }

    @Test
    void whoever_follows_the_feed_while_others_write_misses_nothing() throws Exception {
        int entries = 200;
        List<Long> seen = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, entries)
                    .forEach(i -> writers.execute(() -> store.put(SampleEntries.key("k" + i), Expected.NEW)));
            long last = 0;
            for (int look = 0; look < 100_000 && last < entries; look++) {
                for (Change change : store.changesAfter(last, 50)) {
                    last = change.sequence();
                    seen.add(last);
                }
            }
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, entries).boxed().toList());
    }

    @Test
    void a_transaction_about_one_tenant_reaches_nothing_of_another() {
        store.put(team("a", "acme"), Expected.NEW);
        store.put(team("b", "other"), Expected.NEW);

        assertThat(seen(new Scope("acme"))).containsExactly("a");
        assertThat(seen(new Scope("other"))).containsExactly("b");
        assertThat(seen(new Scope("nobody"))).isEmpty();
        assertThat(seen(new Scope(""))).isEmpty();
        assertThat(seen(Scope.EVERYWHERE)).containsExactly("a", "b");
        assertThat(updated(new Scope("acme"), "UPDATE entries SET name = 'x'")).isEqualTo(1);
        assertThat(updated(new Scope("acme"), "DELETE FROM entries WHERE id = 'b'"))
                .isZero();
        assertThatThrownBy(() -> updated(new Scope("acme"), "UPDATE entries SET tenant = 'other'"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("row-level security");
        assertThat(store.list(new Query(Kind.TEAM, Optional.of("acme"), Optional.empty(), Optional.empty(), 0, 10))
                        .changes())
                .extracting(Change::id)
                .containsExactly("a");
    }

    @Test
    void an_id_that_is_another_tenant_s_is_not_free() {
        store.put(team("a", "acme"), Expected.NEW);

        for (Expected expected : List.of(Expected.NEW, Expected.ANY)) {
            assertThatThrownBy(() -> store.put(team("a", "other"), expected)).isInstanceOf(Conflict.class);
        }
        assertThat(store.find(Kind.TEAM, "a").orElseThrow().entry()).contains(team("a", "acme"));
        assertThat(store.put(team("b", "other"), Expected.NEW).sequence()).isEqualTo(2);
    }

    @Test
    void passes_over_what_a_newer_program_wrote_without_ending_the_feed() {
        store.put(SampleEntries.key("a"), Expected.NEW);
        store.put(SampleEntries.key("b"), Expected.NEW);
        store.put(SampleEntries.key("c"), Expected.NEW);
        updated(Scope.EVERYWHERE, "UPDATE entries SET kind = 'X' WHERE id = 'a'");
        updated(Scope.EVERYWHERE, "UPDATE entries SET body = '\\x7f' WHERE id = 'b'");

        assertThat(store.changesAfter(0, 1)).extracting(Change::id).containsExactly("c");
        assertThat(store.changesAfter(0, 2)).extracting(Change::id).containsExactly("c");
    }

    @Test
    void is_read_and_not_changed_beside_a_newer_schema() {
        store.put(SampleEntries.key("a"), Expected.NEW);
        updated(Scope.EVERYWHERE, "UPDATE piup_schema SET version = version + 1");

        assertThat(store.changesAfter(0, 10)).hasSize(1);
        assertThatThrownBy(() -> store.put(SampleEntries.key("b"), Expected.NEW))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("a newer version of Pi Uptime runs beside this one");
        assertThatThrownBy(() -> store.remove(Kind.KEY, "a", Expected.ANY)).isInstanceOf(StoreUnavailable.class);
    }

    private List<String> seen(Scope scope) {
        return database.run(scope, connection -> {
            List<String> ids = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id FROM entries ORDER BY id")) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        });
    }

    private int updated(Scope scope, String sql) {
        return database.run(scope, connection -> update(connection, sql));
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static Team team(String id, String tenant) {
        return new Team(id, tenant, "team " + id, Access.ALL, List.of(), true, SampleEntries.NOW);
    }
}
