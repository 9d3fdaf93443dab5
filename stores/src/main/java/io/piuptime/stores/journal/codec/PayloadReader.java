package io.piuptime.stores.journal.codec;

import java.nio.charset.StandardCharsets;

/** Reads what {@link PayloadWriter} wrote. Bytes that it cannot have written make an {@link IllegalArgumentException}. */
final class PayloadReader {
    private static final int LAST_SHIFT = 63;

    private final byte[] bytes;
    private int at;

    PayloadReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("number at byte " + at + ": more than 10 bytes (expected: at most 10)");
    }

    long signed() {
        long number = number();
        return (number >>> 1) ^ -(number & 1);
    }

    String text() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException(
                    "text of " + length + " bytes (expected: at most " + (bytes.length - at) + ")");
        }
        String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
        at += (int) length;
        return text;
    }

    private void require(int count) {
        if (bytes.length - at < count) {
            throw new IllegalArgumentException(
                    "payload of " + bytes.length + " bytes (expected: at least " + (at + count) + ")");
        }
    }
}
