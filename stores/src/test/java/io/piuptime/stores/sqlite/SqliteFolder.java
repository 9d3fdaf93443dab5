package io.piuptime.stores.sqlite;

import java.nio.file.Path;

/** A data folder of a test, and stores that are opened in it. */
record SqliteFolder(Path folder) {
    SqliteStore closed() {
        return new SqliteStore(folder, folder.resolve("native"));
    }

    SqliteStore opened() {
        SqliteStore store = closed();
        store.open();
        return store;
    }

    Path file() {
        return folder.resolve(SqliteStore.FILE);
    }

    String url() {
        return "jdbc:sqlite:" + file();
    }
}
