package io.piuptime.stores.sqlite.shared;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.testkit.contracts.RevisionStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRevisionStoreTest implements RevisionStoreContract {
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
    public RevisionStore revisions() {
        return new SqliteRevisionStore(database);
    }

    @Test
    void says_so_when_the_database_is_closed() {
        RevisionStore store = revisions();
        database.close();

        assertThatThrownBy(() -> store.newest()).isInstanceOf(StoreUnavailable.class);
    }
}
