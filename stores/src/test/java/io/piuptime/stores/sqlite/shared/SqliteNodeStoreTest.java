package io.piuptime.stores.sqlite.shared;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.testkit.contracts.NodeStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteNodeStoreTest implements NodeStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore database;

    @BeforeEach
    void open() {
        database = new SqliteStore(folder, folder.resolve("native"));
        database.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public NodeStore nodes() {
        return new SqliteNodeStore(database);
    }

    @Test
    void says_so_when_the_database_is_closed() {
        NodeStore store = nodes();
        database.close();

        assertThatThrownBy(() -> store.all()).isInstanceOf(StoreUnavailable.class);
    }
}
