package io.piuptime.observe;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that only its owner reads and that makes way for a new one when it is full: {@code access.jsonl},
 * {@code access.jsonl.1} and so on, the oldest deleted.
 */
public final class RotatingFile implements LineSink {
    /** Bytes in one file. */
    public static final long MAX_BYTES = 64L << 20;
    /** Files kept, the current one included. */
    public static final int FILES = 5;

    private final Path path;
    private final long maxBytes;
    private final int files;
    private Optional<FileChannel> open = Optional.empty();

    public RotatingFile(Path path) {
        this(path, MAX_BYTES, FILES);
    }

    public RotatingFile(Path path, long maxBytes, int files) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.files = files;
    }

    @Override
    public void write(byte[] lines, int length) throws IOException {
        FileChannel channel = room(length);
        long before = channel.size();
        ByteBuffer rest = ByteBuffer.wrap(lines, 0, length);
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException failure) {
            forget(channel, before, failure);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }

    private FileChannel room(int length) throws IOException {
        FileChannel channel = open.isPresent() ? open.get() : reopen();
        if (channel.size() == 0 || channel.size() + length <= maxBytes) {
            return channel;
        }
        close();
        for (int i = files - 1; i > 0; i--) {
            Path from = numbered(i - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(i), REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.delete(path);
        }
        return reopen();
    }

    private FileChannel reopen() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(path, Set.of(CREATE, WRITE, APPEND), ownerOnly());
        open = Optional.of(channel);
        return channel;
    }

    /** Takes back a part of a line that a full disk left behind, and opens anew the next time. */
    private void forget(FileChannel channel, long before, IOException failure) {
        open = Optional.empty();
        try (channel) {
            channel.truncate(before);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    private Path numbered(int number) {
        return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = java.nio.file.FileSystems.getDefault()
                .supportedFileAttributeViews()
                .contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
