package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.installation.Marks;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.testkit.contracts.MarksContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteMarksTest implements MarksContract {
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
    public Marks marks() {
        return new SqliteInstallation(database);
    }
}
