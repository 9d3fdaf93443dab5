package io.piuptime.testkit.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A disk of a few megabytes that can be filled. */
public final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Makes one, in memory; empty where whoever runs this may not mount. */
    public static Optional<SmallDisk> mount(int megabytes) {
        try {
            Path folder = Files.createTempDirectory("piup-disk-");
            try {
                String _ = Child.run(List.of(
                        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=755", "tmpfs", folder.toString()));
                return Optional.of(new SmallDisk(folder));
            } catch (IllegalStateException | UncheckedIOException _) {
                Files.delete(folder);
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder on it. */
    public Path folder(String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves no byte free. */
    public void fill() {
        byte[] zeros = new byte[MEGABYTE];
        for (int size = MEGABYTE; size > 0; size = size > 1 ? size / 64 : 0) {
            fill(zeros, size);
        }
    }

    /** Makes the room again that was filled. */
    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        String _ = Child.run(List.of("umount", "-l", folder.toString()));
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(byte[] zeros, int size) {
        try (OutputStream out =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (folder.toFile().getUsableSpace() > 0) {
                out.write(zeros, 0, size);
            }
        } catch (IOException _) {
            // so much does not fit any more
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }
}
