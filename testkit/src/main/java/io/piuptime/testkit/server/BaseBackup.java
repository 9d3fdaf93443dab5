package io.piuptime.testkit.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** A copy of a server's data, taken while it runs, from which a standby starts. The embedded programs have no {@code pg_basebackup}. */
final class BaseBackup {
    private static final String OWNER_ONLY = "rwx------";

    /** What is the running server's own, or comes over the wire. */
    private static final Set<String> LEFT_OUT =
            Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> LEFT_OUT_FILES = Set.of("postmaster.pid", "postmaster.opts");

    private final PostgresProgram program;
    private final Path from;
    private final Path to;

    /** Connects as the administrator. */
    @FunctionalInterface
    interface Door {
        Connection open() throws SQLException;
    }

    BaseBackup(PostgresProgram program, Path from, Path to) {
        this.program = program;
        this.from = from;
        this.to = to;
    }

    void take(Door door) throws IOException, SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('piup', true)");
            copy();
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                write("backup_label", label.getString(1));
            }
            write("standby.signal", "");
        }
    }

    private void copy() throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) throws IOException {
                Path copy = to.resolve(from.relativize(folder));
                Files.createDirectory(copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(OWNER_ONLY));
                program.own(copy);
                boolean leftOut = LEFT_OUT.contains(from.relativize(folder).toString());
                return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                if (!LEFT_OUT_FILES.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, copy);
                        program.own(copy);
                    } catch (NoSuchFileException _) {
                        // gone meanwhile; the log says so
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(to.resolve(name), text, StandardOpenOption.CREATE);
        program.own(file);
    }
}
