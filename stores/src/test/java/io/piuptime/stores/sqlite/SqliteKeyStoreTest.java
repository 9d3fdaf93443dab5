package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.testkit.contracts.KeyStoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKeyStoreTest implements KeyStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore database;
    private SqliteKeyStore store;

    @BeforeEach
    void open() {
        database = new SqliteFolder(folder).opened();
        store = new SqliteKeyStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public KeyStore store() {
        return store;
    }

    @Test
    void numbers_go_on_after_a_restart() {
        store.create(key("a"));
        store.revoke("a", NOW);
        database.close();
        open();

        assertThat(store.create(key("b")).sequence()).isEqualTo(3);
        assertThat(store.list()).containsExactly(key("a").revoked(NOW), key("b"));
    }

    private static KeyEntry key(String id) {
        return new KeyEntry(id, id, "hash-" + id, List.of("m"), NOW, Optional.empty(), Optional.empty());
    }
}
