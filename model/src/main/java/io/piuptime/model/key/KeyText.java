package io.piuptime.model.key;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code piup_} + public id (12 characters) + {@code _} + secret (256 random bits as 43
 * characters) + checksum (6 characters). All characters are base 62, so a double click selects the key whole, and a leaked key
 * is found by the pattern {@code piup_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}} and confirmed by its checksum without asking us.
 */
public record KeyText(String id, String text) {
    public static final String PREFIX = "piup_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID = 12;
    /** 62^43 > 2^256. */
    private static final int SECRET = 43;

    private static final int CHECKSUM = 6;
    private static final int LENGTH = PREFIX.length() + ID + 1 + SECRET + CHECKSUM;

    /** A new key from a cryptographically strong source. */
    public static KeyText generate(RandomGenerator random) {
        String id = digits(random, ID);
        String body = PREFIX + id + "_" + digits(random, SECRET);
        return new KeyText(id, body + checksum(body));
    }

    /** The key in a text, if it has a key's form and its checksum holds. */
    public static Optional<KeyText> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(PREFIX.length() + ID) != '_') {
            return Optional.empty();
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (i != PREFIX.length() + ID && !isDigit(text.charAt(i))) {
                return Optional.empty();
            }
        }
        String body = text.substring(0, LENGTH - CHECKSUM);
        if (!text.endsWith(checksum(body))) {
            return Optional.empty();
        }
        return Optional.of(new KeyText(text.substring(PREFIX.length(), PREFIX.length() + ID), text));
    }

    /** Only the public part, so that a key that strays into a message or a log stays a secret. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }

    private static String digits(RandomGenerator random, int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return digits.toString();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM];
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
