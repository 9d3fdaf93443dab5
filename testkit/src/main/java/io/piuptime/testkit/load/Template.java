package io.piuptime.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes rendered once, but for the places where a request's marker goes; a long tail without places is shared. */
public final class Template {
    /** Stands where the marker goes: 16 hexadecimal digits. */
    public static final String MARKER = "@@@@@marker@@@@@";

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(UTF_8);

    private final byte[] text;
    private final int[] places;
    private final byte[] tail;

    private Template(byte[] text, int[] places, byte[] tail) {
        this.text = text;
        this.places = places;
        this.tail = tail;
    }

    public static Template of(String text) {
        return of(text, new byte[0]);
    }

    public static Template of(String text, byte[] tail) {
        byte[] bytes = text.getBytes(UTF_8);
        List<Integer> found = new ArrayList<>();
        byte[] marker = MARKER.getBytes(UTF_8);
        for (int at = 0; at + marker.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + marker.length, marker, 0, marker.length)) {
                found.add(at);
            }
        }
        return new Template(bytes, found.stream().mapToInt(Integer::intValue).toArray(), tail.clone());
    }

    /** A JSON request over HTTP/1.1; the marker's places may be in headers and body. */
    public static Template post(String path, String headers, String body, byte[] tail) {
        int length = body.getBytes(UTF_8).length + tail.length;
        return of(
                "POST " + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n" + headers
                        + "content-length: " + length + "\r\n\r\n" + body,
                tail);
    }

    /** The digits of a marker. */
    public static String digits(long marker) {
        byte[] digits = new byte[16];
        write(marker, digits, 0);
        return new String(digits, UTF_8);
    }

    /** The bytes before the tail, the marker in its places. */
    public byte[] fill(long marker) {
        byte[] filled = text.clone();
        for (int place : places) {
            write(marker, filled, place);
        }
        return filled;
    }

    ByteBuffer[] buffers(long marker) {
        return tail.length == 0
                ? new ByteBuffer[] {ByteBuffer.wrap(fill(marker))}
                : new ByteBuffer[] {ByteBuffer.wrap(fill(marker)), ByteBuffer.wrap(tail)};
    }

    private static void write(long marker, byte[] into, int at) {
        for (int i = 0; i < 16; i++) {
            into[at + i] = DIGITS[(int) (marker >>> (60 - 4 * i)) & 15];
        }
    }
}
