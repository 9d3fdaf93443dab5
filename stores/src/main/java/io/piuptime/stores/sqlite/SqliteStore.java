package io.piuptime.stores.sqlite;

import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.sqlite.driver.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The database {@code piup.db} of a data folder: one thread writes, two read.
 *
 * <p>Nothing is touched before {@link #open}, which takes as long as the disk does and may be called on a thread of its own;
 * earlier calls throw {@link StoreUnavailable}. After a failure, of the opening too, each call tries again.
 */
public final class SqliteStore implements AutoCloseable {
    public static final String FILE = "piup.db";

    private static final int READERS = 2;

    private final DatabaseFile file;
    private final Path folder;
    private final NativeLibrary library;
    private final Lane writer;
    private final Lane readers;
    private volatile boolean tried;

    /**
     * The database of a data folder.
     *
     * @param nativeFolder where the driver's native library lies; it must allow execution
     */
    public SqliteStore(Path folder, Path nativeFolder) {
        this(folder, nativeFolder, new Migrations());
    }

    SqliteStore(Path folder, Path nativeFolder, Migrations migrations) {
        this.folder = folder;
        this.library = new NativeLibrary(nativeFolder);
        this.file = new DatabaseFile(folder.resolve(FILE), migrations);
        this.writer = new Lane("sqlite-writer", List.of(new Session(file, file::connectWriter)));
        this.readers = new Lane(
                "sqlite-reader",
                Stream.generate(() -> new Session(file, file::connectReader))
                        .limit(READERS)
                        .toList());
    }

    /**
     * Opens the database, creating or migrating it where needed.
     *
     * @throws StoreUnavailable when that fails; later calls try again by themselves
     */
    public void open() {
        try {
            Files.createDirectories(folder);
            library.install();
            writer.run(_ -> true);
        } catch (IOException e) {
            throw new StoreUnavailable(file + ": its folders cannot be made: " + e, e);
        } finally {
            tried = true;
        }
    }

    /** Has some work done on the one thread that writes, and waits for it. */
    public <T> T write(Statements.Work<T> work) {
        requireOpen();
        return writer.run(work);
    }

    /** Has some work done on a thread that reads, and waits for it. */
    public <T> T read(Statements.Work<T> work) {
        requireOpen();
        return readers.run(work);
    }

    /** Finishes the work that waits and closes the database. */
    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    private void requireOpen() {
        if (!tried) {
            throw new StoreUnavailable(file + ": not open yet");
        }
    }
}
