package io.piuptime.stores.sqlite;

import io.piuptime.stores.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** The file of a database, and how connections to it are set up. */
final class DatabaseFile {
    private static final int BUSY_MILLIS = 5_000;

    private final Path path;
    private final Migrations migrations;

    DatabaseFile(Path path, Migrations migrations) {
        this.path = path.toAbsolutePath().normalize();
        this.migrations = migrations;
    }

    /** A connection that writes. It creates the file when it is missing and brings it to the present schema. */
    Connection connectWriter() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A batch of usage is forgotten by the journal once it is committed, and a revoked key must stay revoked:
        // both must outlive a power loss. That costs one fsync a batch.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return connect(config, true);
    }

    /** A connection that only reads, to a file that a writer has made ready. */
    Connection connectReader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return connect(config, false);
    }

    /** What tells this file from another one that later takes its name. */
    Object identity() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? attributes.creationTime() : key;
        } catch (IOException e) {
            throw new StoreUnavailable(path + ": cannot be found", e);
        }
    }

    private Connection connect(SQLiteConfig config, boolean writes) throws SQLException {
        Connection connection = config.createConnection("jdbc:sqlite:" + path);
        boolean ready = false;
        try {
            if (writes) {
                migrations.apply(connection, path);
            } else {
                migrations.check(connection, path);
            }
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // a connection is used by one thread at a time
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        return config;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
