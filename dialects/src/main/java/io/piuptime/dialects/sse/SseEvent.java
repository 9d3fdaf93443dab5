package io.piuptime.dialects.sse;

import io.piuptime.gateway.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one frame says.
 *
 * @param type value of its last {@code event} field, or empty
 * @param data its {@code data} lines joined by line feeds; where it has one, the place of that one in the frame
 * @param hasData whether it has any
 */
public record SseEvent(String type, Bytes data, boolean hasData) {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** Reads a frame. */
    public static SseEvent of(Bytes frame) {
        byte[] array = frame.array();
        int at = frame.from();
        int to = frame.to();
        if (to - at >= MARK.length && Arrays.equals(array, at, at + MARK.length, MARK, 0, MARK.length)) {
            at += MARK.length;
        }
        String type = "";
        Bytes data = Bytes.EMPTY;
        int dataLines = 0;
        while (at < to) {
            int end = at;
            while (end < to && array[end] != '\n' && array[end] != '\r') {
                end++;
            }
            if (is(DATA, array, at, end)) {
                Bytes line = new Bytes(array, valueStart(DATA, array, at, end), end);
                data = dataLines++ == 0 ? line : join(data, line);
            } else if (is(EVENT, array, at, end)) {
                int from = valueStart(EVENT, array, at, end);
                type = new String(array, from, end - from, StandardCharsets.UTF_8);
            }
            at = end + 1;
        }
        return new SseEvent(type, data, dataLines > 0);
    }

    private static boolean is(byte[] field, byte[] array, int from, int end) {
        int after = from + field.length;
        return after <= end
                && Arrays.equals(array, from, after, field, 0, field.length)
                && (after == end || array[after] == ':');
    }

    private static int valueStart(byte[] field, byte[] array, int from, int end) {
        int start = Math.min(from + field.length + 1, end);
        return start < end && array[start] == ' ' ? start + 1 : start;
    }

    private static Bytes join(Bytes one, Bytes other) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(one.length() + 1 + other.length());
        joined.write(one.array(), one.from(), one.length());
        joined.write('\n');
        joined.write(other.array(), other.from(), other.length());
        return Bytes.of(joined.toByteArray());
    }
}
