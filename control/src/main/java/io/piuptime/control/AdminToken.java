package io.piuptime.control;

import io.piuptime.gateway.directory.file.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What opens the admin API: {@code piup_admin_} and 256 random bits in base 62, in the data folder's {@code admin-token}.
 * There is no default one. Only its digest is kept in memory.
 */
public final class AdminToken {
    static final String NAME = "admin-token";
    static final String PREFIX = "piup_admin_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 43;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9A-Za-z]{" + LENGTH + "}");

    private final byte[] digest;

    private AdminToken(String text) {
        this.digest = digest(text);
    }

    /**
     * The token of a data folder, created at the first start.
     *
     * @throws IllegalStateException when the file holds something else
     */
    public static AdminToken in(Path folder, RandomGenerator random) {
        PrivateFile file = new PrivateFile(folder.resolve(NAME));
        try {
            if (!file.exists()) {
                file.write((generate(random) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            String text = new String(file.read(), StandardCharsets.UTF_8).strip();
            if (!FORM.matcher(text).matches()) {
                throw new IllegalStateException("admin-token: " + text.length() + " characters of another form in "
                        + file
                        + " (expected: " + PREFIX + " and " + LENGTH + " letters and digits; delete the file to get a"
                        + " new token)");
            }
            return new AdminToken(text);
        } catch (IOException e) {
            throw new UncheckedIOException("admin-token: cannot be used in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whether this is the token. Digests are compared, so that the time tells nothing about the text or its length. */
    public boolean matches(Optional<String> presented) {
        return MessageDigest.isEqual(digest(presented.orElse("")), digest);
    }

    private static String generate(RandomGenerator random) {
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return text.toString();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
