package io.piuptime.dialects.sse;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one frame says. A frame without a {@code data} field is no event; one whose data is empty is an event to the clients of
 * this field, whatever the standard says.
 *
 * @param type value of its last {@code event} field, or empty
 * @param hasData whether it has a {@code data} field
 * @param data its {@code data} lines joined by line feeds; where it has one, the place of that one in the frame
 */
public record SseEvent(String type, boolean hasData, Bytes data) {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** Reads a frame. The first one of a stream may begin with a byte order mark. */
    public static SseEvent of(Bytes frame, boolean first) {
        byte[] array = frame.array();
        int to = frame.to();
        int at = first && startsWith(MARK, array, frame.from(), to) ? frame.from() + MARK.length : frame.from();
        String type = "";
        Bytes data = Bytes.EMPTY;
        int dataLines = 0;
        while (at < to) {
            int end = Lines.end(array, at, to);
            if (is(DATA, array, at, end)) {
                int from = valueStart(DATA, array, at, end);
                data = dataLines++ == 0
                        ? new Bytes(array, from, end)
                        : joined(data, dataLines, array, from, end, frame);
            } else if (is(EVENT, array, at, end)) {
                int from = valueStart(EVENT, array, at, end);
                type = new String(array, from, end - from, StandardCharsets.UTF_8);
            }
            at = end + 1;
        }
        return new SseEvent(type, dataLines > 0, data);
    }

    private static boolean is(byte[] field, byte[] array, int from, int end) {
        int after = from + field.length;
        return startsWith(field, array, from, end) && (after == end || array[after] == ':');
    }

    private static boolean startsWith(byte[] wanted, byte[] array, int from, int end) {
        int after = from + wanted.length;
        return after <= end && Arrays.equals(array, from, after, wanted, 0, wanted.length);
    }

    private static int valueStart(byte[] field, byte[] array, int from, int end) {
        int start = Math.min(from + field.length + 1, end);
        return start < end && array[start] == ' ' ? start + 1 : start;
    }

    /** Adds a line. The second one makes the array in which all of the frame has room, so that no line is copied twice. */
    private static Bytes joined(Bytes data, int lines, byte[] array, int from, int end, Bytes frame) {
        byte[] room = data.array();
        if (lines == 2) {
            room = new byte[frame.length()];
            System.arraycopy(data.array(), data.from(), room, 0, data.length());
        }
        int length = data.length();
        room[length] = '\n';
        System.arraycopy(array, from, room, length + 1, end - from);
        return new Bytes(room, 0, length + 1 + end - from);
    }
}
