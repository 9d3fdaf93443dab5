package io.piuptime.gateway.directory.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/** A file that only its owner may read (mode 0600), written so that after a crash it is there whole or not at all. */
public final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    public PrivateFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    public boolean exists() {
        return Files.exists(path);
    }

    Instant writtenAt() throws IOException {
        return Files.getLastModifiedTime(path).toInstant();
    }

    void touch(Instant moment) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(moment));
    }

    public byte[] read() throws IOException {
        return Files.readAllBytes(path);
    }

    /** Writes a content. */
    @FunctionalInterface
    public interface Content {
        void to(FileChannel channel) throws IOException;
    }

    /** Puts this content in the place of the old one, if any, and returns when the disk has it. */
    public void write(byte[] content) throws IOException {
        write(channel -> writeWhole(channel, ByteBuffer.wrap(content)));
    }

    /** Puts a content in the place of the old one, if any, and returns when the disk has it. */
    public void write(Content content) throws IOException {
        Files.createDirectories(folder(), OWNER_ONLY_FOLDER);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = open(fresh, StandardOpenOption.CREATE_NEW)) {
            content.to(channel);
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Opens the file to write to its end, creating it when it is missing. */
    public FileChannel openToAppend() throws IOException {
        Files.createDirectories(folder(), OWNER_ONLY_FOLDER);
        FileChannel channel = open(path, StandardOpenOption.CREATE);
        channel.position(channel.size());
        return channel;
    }

    static void writeWhole(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Opens the file to read it. */
    public FileChannel openToRead() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private static FileChannel open(Path path, StandardOpenOption creation) throws IOException {
        return FileChannel.open(path, Set.of(creation, StandardOpenOption.WRITE), OWNER_ONLY);
    }

    private Path folder() {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("file: " + path + " (expected: a file in a folder)");
        }
        return folder;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
