package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.sqlite.lease.SqliteLeaseStore;
import io.piuptime.testkit.contracts.LeaseStoreContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeaseStoreTest implements LeaseStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore database;
    private SqliteLeaseStore leases;

    @BeforeEach
    void open() {
        database = new SqliteFolder(folder).opened();
        leases = new SqliteLeaseStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public LeaseStore leases() {
        return leases;
    }

    @Test
    void knows_leases_and_terms_after_a_restart() {
        long term = leases.begin("a").number();
        leases.claim("a", term, 1, List.of(new Claim(MONTH, 100, 1_000, 0, 0, 0, 40)));
        database.close();
        open();

        LeaseStore.Term again = leases.begin("a");
        assertThat(again.number()).isGreaterThan(term);
        assertThat(again.leases()).containsExactly(new Lease("a", MONTH, 40, 0, 0));
    }

    @Test
    void says_so_when_the_database_is_closed() {
        database.close();

        assertThatThrownBy(() -> leases.begin("a")).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> leases.leases("")).isInstanceOf(StoreUnavailable.class);
    }
}
