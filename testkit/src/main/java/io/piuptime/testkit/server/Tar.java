package io.piuptime.testkit.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Reads an archive of the kind {@code ustar}, with long names as GNU's tar writes them. */
final class Tar {
    private static final int BLOCK = 512;
    private static final String RUNNABLE = "rwxr-xr-x";
    private static final String READABLE = "rw-r--r--";

    private Tar() {}

    /** Puts the files of an archive into a folder, and none elsewhere. */
    static void unpack(InputStream archive, Path folder) throws IOException {
        String longName = "";
        for (byte[] header = block(archive); header[0] != 0; header = block(archive)) {
            String prefix = text(header, 345, 155);
            String name = longName.isEmpty() ? (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100) : longName;
            long size = Long.parseLong(text(header, 124, 12).strip(), 8);
            byte[] content = archive.readNBytes(Math.toIntExact(size));
            archive.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            longName = "";
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException(name + " (expected: a name within the archive)");
            }
            switch (header[156]) {
                case 'L' -> longName = text(content, 0, content.length);
                case '5' -> makeFolder(file);
                case '2' -> {
                    makeFolder(parent(file));
                    Files.createSymbolicLink(file, Path.of(text(header, 157, 100)));
                }
                case '0', 0 -> {
                    makeFolder(parent(file));
                    Files.write(file, content);
                    boolean runs = (Integer.parseInt(text(header, 100, 8).strip(), 8) & 0100) != 0;
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(runs ? RUNNABLE : READABLE));
                }
                default -> throw new IOException(name + ": type " + header[156] + " (expected: file, folder or link)");
            }
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " (expected: a file in a folder)");
        }
        return parent;
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            makeFolder(parent(folder));
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(RUNNABLE));
        }
    }

    private static byte[] block(InputStream archive) throws IOException {
        byte[] block = archive.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("the archive ends in the middle");
        }
        return block;
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOfRange(bytes, from, end), StandardCharsets.UTF_8);
    }
}
