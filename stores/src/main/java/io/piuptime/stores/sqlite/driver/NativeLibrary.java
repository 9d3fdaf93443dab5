package io.piuptime.stores.sqlite.driver;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The driver's native library in a folder of ours, where one start after the other finds it.
 *
 * <p>Left alone, the driver unpacks a new copy at every start, and a killed process leaves its copy behind for ever.
 */
public final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String CHOSEN_FOLDER = "org.sqlite.lib.path";
    private static final String COPIES_FOLDER = "org.sqlite.tmpdir";

    private final Path folder;

    public NativeLibrary(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Shows the driver the library, which is unpacked if it is not there as it should be. Where that fails the driver helps
     * itself. A library that somebody has chosen by the driver's own property stays chosen.
     *
     * @throws IOException when there is no folder for it
     */
    public void install() throws IOException {
        Files.createDirectories(folder);
        System.setProperty(COPIES_FOLDER, folder.toString());
        if (System.getProperty(CHOSEN_FOLDER) != null) {
            return;
        }
        try {
            unpack();
            System.setProperty(CHOSEN_FOLDER, folder.toString());
        } catch (IOException e) {
            LOG.warn("{}: the database's native library cannot be unpacked: {}", folder, e.toString());
        }
    }

    /** Has exactly the driver's library lie in the folder, whatever was there. Returns the file. */
    Path unpack() throws IOException {
        Path file = folder.resolve(LibraryLoaderUtil.getNativeLibName());
        byte[] library = library();
        if (!holds(file, library)) {
            Path fresh = Files.createTempFile(folder, "unpacking-", ".tmp");
            try {
                Files.copy(new ByteArrayInputStream(library), fresh, StandardCopyOption.REPLACE_EXISTING);
                // in one step: another process may be about to load what is there
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return file;
    }

    private static boolean holds(Path file, byte[] library) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == library.length
                && Arrays.equals(Files.readAllBytes(file), library);
    }

    private static byte[] library() throws IOException {
        String name = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " (expected: a resource of the driver)");
            }
            return in.readAllBytes();
        }
    }
}
