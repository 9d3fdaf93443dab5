package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.testkit.contracts.OwnershipContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwnershipTest implements OwnershipContract {
    private static final ProviderObject BATCH =
            new ProviderObject("batch_1", ProviderObject.Kind.BATCH, "p", "a", THEN, Optional.empty());

    @TempDir
    private Path folder;

    private SqliteStore database;
    private SqliteOwnership ownership;

    @BeforeEach
    void open() {
        database = new SqliteFolder(folder).opened();
        ownership = new SqliteOwnership(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Ownership ownership() {
        return ownership;
    }

    @Test
    void knows_owners_after_a_restart() {
        ownership.add(List.of(BATCH));
        database.close();
        open();

        assertThat(ownership.find(List.of("batch_1"))).containsExactly(BATCH);
    }

    @Test
    void says_so_when_the_database_is_closed() {
        database.close();

        assertThatThrownBy(() -> ownership.add(List.of(BATCH))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> ownership.find(List.of("batch_1"))).isInstanceOf(StoreUnavailable.class);
    }
}
