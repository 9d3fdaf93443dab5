package io.piuptime.stores.sqlite.driver;

import io.piuptime.stores.sqlite.SqliteStore;
import java.nio.file.Path;

/** The main class of a process that opens a database and dies without a chance to tidy up. */
final class DyingProcess {
    static final int STATUS = 9;

    private DyingProcess() {}

    /** Arguments: the data folder and the folder of the native library. */
    public static void main(String[] arguments) {
        SqliteStore store = new SqliteStore(Path.of(arguments[0]), Path.of(arguments[1]));
        store.open();
        Runtime.getRuntime().halt(STATUS);
    }
}
