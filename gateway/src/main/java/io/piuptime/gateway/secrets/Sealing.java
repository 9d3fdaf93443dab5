package io.piuptime.gateway.secrets;

import io.piuptime.gateway.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a sealed text is made of: {@code v1.KEY.SECONDS.WRAPPED.CONTENT}.
 *
 * @param key name of the master key
 * @param sealedAt when the content was sealed, in seconds since 1970; sealing anew under another key leaves it
 * @param wrapped the key of the content, sealed by a key that is derived from the master key
 * @param content sealed by that key
 */
record Sealing(String key, long sealedAt, Bytes wrapped, Bytes content) {
    private static final String VERSION = "v1";
    private static final int PARTS = 5;

    static Sealing read(String text, String whose) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            throw new UnsealException(whose + ": sealed in another way (expected: " + VERSION + ")");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return new Sealing(
                    parts[1],
                    Long.parseLong(parts[2]),
                    Bytes.of(base64.decode(parts[3])),
                    Bytes.of(base64.decode(parts[4])));
        } catch (IllegalArgumentException _) {
            throw new UnsealException(whose + ": damaged (expected: what was sealed)");
        }
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                ".",
                VERSION,
                key,
                Long.toString(sealedAt),
                base64.encodeToString(wrapped.copy()),
                base64.encodeToString(content.copy()));
    }

    /** A text of several parts that no other parts make. */
    static byte[] bound(String... parts) {
        int length = 0;
        byte[][] all = new byte[parts.length][];
        for (int at = 0; at < parts.length; at++) {
            all[at] = parts[at].getBytes(StandardCharsets.UTF_8);
            length += 4 + all[at].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] part : all) {
            bytes.putInt(part.length).put(part);
        }
        return bytes.array();
    }

    @Override
    public String toString() {
        return VERSION + " by key " + key;
    }
}
