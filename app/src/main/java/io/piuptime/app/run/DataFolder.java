package io.piuptime.app.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which everything is kept. One process at a time has it. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes the folder, making it if it is not there.
     *
     * @throws StartException when it cannot be made or another process has it
     */
    static DataFolder take(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartException(
                        "the data folder " + path + " belongs to a gateway that runs already (expected: one process)",
                        new IOException("locked"));
            }
            DataFolder folder = new DataFolder(path, channel);
            folder.clear("spool");
            return folder;
        } catch (IOException e) {
            throw new StartException("the data folder " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** A folder below, made if it is not there. */
    Path sub(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new StartException("the folder " + path.resolve(name) + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StartException("the lock of " + path + " cannot be let go: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** Removes what a killed process left behind. */
    private void clear(String name) throws IOException {
        Path folder = Files.createDirectories(path.resolve(name));
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
