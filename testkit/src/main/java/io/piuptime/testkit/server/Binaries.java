package io.piuptime.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that lie on the class path or on this machine, as files that can be started. */
final class Binaries {
    private static final Object ONE_AT_A_TIME = new Object();

    private Binaries() {}

    /** What puts the files of a resource into an empty folder. */
    @FunctionalInterface
    interface Unpacking {
        void into(Path folder, InputStream in) throws IOException;
    }

    /** The folder where a resource is unpacked, once for all tests of this user; empty if there is no such resource. */
    static Optional<Path> unpacked(String resource, Unpacking unpacking) {
        URL url = Binaries.class.getResource("/" + resource);
        if (url == null) {
            return Optional.empty();
        }
        try (InputStream in = url.openStream()) {
            long length = url.openConnection().getContentLengthLong();
            Path home =
                    Path.of(System.getProperty("java.io.tmpdir"), "piup-servers-" + System.getProperty("user.name"));
            openFolder(home);
            Path folder = home.resolve(resource.replace('.', '-') + "-" + length);
            synchronized (ONE_AT_A_TIME) {
                try (FileChannel channel = FileChannel.open(
                                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock _ = channel.lock()) {
                    if (!Files.isDirectory(folder)) {
                        Path fresh = Files.createTempDirectory(home, "unpacking-");
                        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                        unpacking.into(fresh, in);
                        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            }
            return Optional.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program of the machine. */
    static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"), new String[] {"/usr/sbin", "/usr/bin"})
                .flatMap(Stream::of)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void openFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            // a server runs as another user than a test that is root's
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                throw new IOException(
                        folder + ": somebody else's (expected: " + System.getProperty("user.name") + "'s)", e);
            }
        }
    }
}
