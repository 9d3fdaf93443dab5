package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells two requests with one key apart: a SHA-256 of what they ask. */
public record Fingerprint(String sha256) {
    /** Of a query and a body, the body without the encoding it came in. */
    public static Fingerprint of(String query, Bytes body) {
        MessageDigest digest = sha256Digest();
        digest.update(query.getBytes(StandardCharsets.UTF_8));
        // a query holds no line break, so no query and body look like another pair
        digest.update((byte) '\n');
        digest.update(body.array(), body.from(), body.length());
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
