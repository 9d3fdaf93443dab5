package io.piuptime.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stretch of an array that is read and not copied. Who holds it must not write to the array.
 *
 * @param from first byte
 * @param to the byte after the last
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying is what it avoids
public record Bytes(byte[] array, int from, int to) {
    public static final Bytes EMPTY = of(new byte[0]);

    public Bytes {
        if (from < 0 || from > to || to > array.length) {
            throw new IllegalArgumentException(
                    "stretch: " + from + " to " + to + " (expected: within 0 to " + array.length + ")");
        }
    }

    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    public static Bytes utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return to - from;
    }

    /** Whether both lie in one array, so that a write to it changes both. */
    @SuppressWarnings("ReferenceEquality") // the question is about the place, not the contents
    public boolean sharesArrayWith(Bytes other) {
        return array == other.array;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(array, from, to);
    }

    /** The stretch as UTF-8 text. */
    @Override
    public String toString() {
        return new String(array, from, to - from, StandardCharsets.UTF_8);
    }
}
