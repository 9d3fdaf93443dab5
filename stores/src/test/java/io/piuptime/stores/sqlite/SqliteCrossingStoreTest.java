package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.stores.sqlite.lease.SqliteCrossingStore;
import io.piuptime.testkit.contracts.CrossingStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrossingStoreTest implements CrossingStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore database;

    @BeforeEach
    void open() {
        database = new SqliteFolder(folder).opened();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public CrossingStore crossings() {
        return new SqliteCrossingStore(database);
    }

    @Test
    void knows_after_a_restart_what_was_passed() {
        Crossing crossing = new Crossing(
                new AccountId("b", "day", 0), new Crossing.Of("t", "n", "team/x"), 100, 50, NOW, 51, "node");
        crossings().keep(crossing, Optional.of(NOW));
        database.close();
        open();

        assertThat(crossings().keep(crossing, Optional.of(NOW))).isFalse();
        assertThat(crossings().take(NOW, 5, IN_A_MINUTE)).hasSize(1);
    }
}
