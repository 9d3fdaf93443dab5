package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the text of the last two configurations that were valid, references unresolved, each signed with a key that lies
 * beside them. A text that was changed, cut or belongs to another file is not given back.
 */
public final class LastGood {
    /**
     * A text that was kept.
     *
     * @param origin the file that it was read from
     */
    public record Kept(Path origin, String text) {
        public Kept {
            requireNonNull(origin, "origin");
            requireNonNull(text, "text");
        }
    }

    private static final String SIGNATURE = "# piup last good configuration, hmac-sha256 ";
    private static final String ORIGIN = "# read from ";
    private static final int KEY_BYTES = 32;

    private final Path current;
    private final Path previous;
    private final Path keyFile;
    private final RandomGenerator random;

    /**
     * Keeps in a folder, which is made when needed.
     *
     * @param random makes the key of the signatures: a secure one
     */
    public LastGood(Path directory, RandomGenerator random) {
        this(directory, "last-good", random);
    }

    /**
     * The same, under another name, so that texts of another kind are kept beside them.
     *
     * @param name of the files, without ending
     * @param random makes the key of the signatures: a secure one
     */
    public LastGood(Path directory, String name, RandomGenerator random) {
        this.current = directory.resolve(name + ".yaml");
        this.previous = directory.resolve(name + ".yaml.1");
        this.keyFile = directory.resolve("last-good.key");
        this.random = requireNonNull(random, "random");
    }

    /** Keeps a text, if it is not the one kept already; the one before it is kept too. */
    public void keep(Kept good) throws IOException {
        Files.createDirectories(requireNonNull(current.getParent(), "directory"));
        byte[] key = key();
        Optional<Kept> before = read(current, key);
        if (before.equals(Optional.of(good))) {
            return;
        }
        if (before.isPresent()) {
            Files.move(current, previous, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        String body = ORIGIN + good.origin() + "\n" + good.text();
        write(current, (SIGNATURE + signature(key, body) + "\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    /** The texts kept for a file whose signatures hold, the newest first. */
    public List<Kept> kept(Path origin) throws IOException {
        return kept().stream().filter(kept -> kept.origin().equals(origin)).toList();
    }

    /** The texts whose signatures hold, the newest first. */
    public List<Kept> kept() throws IOException {
        if (!Files.exists(keyFile)) {
            return List.of();
        }
        byte[] key = key();
        return Stream.concat(read(current, key).stream(), read(previous, key).stream())
                .toList();
    }

    private Optional<Kept> read(Path file, byte[] key) throws IOException {
        String whole;
        try {
            whole = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        int body = whole.indexOf('\n') + 1;
        int text = whole.indexOf('\n', body) + 1;
        if (!whole.startsWith(SIGNATURE) || text == 0 || !whole.startsWith(ORIGIN, body)) {
            return Optional.empty();
        }
        String signed = whole.substring(SIGNATURE.length(), body - 1);
        return isSame(signed, signature(key, whole.substring(body)))
                ? Optional.of(
                        new Kept(Path.of(whole.substring(body + ORIGIN.length(), text - 1)), whole.substring(text)))
                : Optional.empty();
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] key() throws IOException {
        if (!Files.exists(keyFile)) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            write(keyFile, key);
        }
        byte[] key = Files.readAllBytes(keyFile);
        if (key.length != KEY_BYTES) {
            throw new IOException(keyFile + ": " + key.length + " bytes (expected: " + KEY_BYTES + ")");
        }
        return key;
    }

    private static String signature(byte[] key, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 (expected: part of every JDK)", e);
        }
    }

    /** Whole or not at all: written aside, forced to the disk, then put in its place. */
    private static void write(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        boolean posix = Files.getFileStore(requireNonNull(file.getParent(), "directory"))
                .supportsFileAttributeView("posix");
        if (posix) {
            Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (posix) {
            try (FileChannel directory =
                    FileChannel.open(requireNonNull(file.getParent(), "directory"), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
