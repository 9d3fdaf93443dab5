package io.piuptime.observe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** One JSON object on one line, written field by field into an array that is used again. Used by one thread at a time. */
public final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    /** A character takes at most six bytes: as an escape. */
    private static final int MOST = 6;

    private static final int SECOND_LENGTH = "2026-01-01T00:00:00".length();

    private byte[] bytes = new byte[1024];
    private int length;
    private long second = Long.MIN_VALUE;
    private byte[] secondText = new byte[0];

    /** A field's name, made ready. */
    public static final class Name {
        private final byte[] bytes;

        public Name(String name) {
            bytes = (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
        }
    }

    public JsonLine begin() {
        length = 0;
        return this;
    }

    /** Ends the line. At least one field must have been written. */
    public JsonLine end() {
        room(2);
        bytes[0] = '{';
        bytes[length++] = '}';
        bytes[length++] = '\n';
        return this;
    }

    /** The array that holds the line, from its beginning. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** A text, cut after so many characters. */
    public JsonLine text(Name name, String value, int most) {
        int end = Math.min(value.length(), most);
        if (end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) {
            end--;
        }
        room(name.bytes.length + end * MOST + 2);
        name(name);
        bytes[length++] = '"';
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                ascii(c);
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                wide(Character.toCodePoint(c, value.charAt(i)));
                continue;
            }
            wide(Character.isSurrogate(c) ? 0xFFFD : c);
        }
        bytes[length++] = '"';
        return this;
    }

    public JsonLine number(Name name, long value) {
        room(name.bytes.length + 20);
        name(name);
        digits(value);
        return this;
    }

    public JsonLine flag(Name name, boolean value) {
        byte[] text = value ? TRUE : FALSE;
        room(name.bytes.length + text.length);
        name(name);
        append(text);
        return this;
    }

    /** A moment to the microsecond: {@code 2026-01-01T00:00:00.000000Z}. */
    public JsonLine time(Name name, Instant value) {
        room(name.bytes.length + SECOND_LENGTH + 10);
        name(name);
        if (value.getEpochSecond() != second) {
            second = value.getEpochSecond();
            secondText = Instant.ofEpochSecond(second).toString().getBytes(StandardCharsets.US_ASCII);
        }
        bytes[length++] = '"';
        System.arraycopy(secondText, 0, bytes, length, SECOND_LENGTH);
        length += SECOND_LENGTH;
        bytes[length++] = '.';
        int micros = value.getNano() / 1_000;
        for (int i = 5; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + micros % 10);
            micros /= 10;
        }
        length += 6;
        bytes[length++] = 'Z';
        bytes[length++] = '"';
        return this;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void name(Name name) {
        append(name.bytes);
    }

    private void append(byte[] more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void ascii(char c) {
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            bytes[length++] = (byte) c;
            return;
        }
        bytes[length++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[length++] = (byte) c;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 15];
            }
        }
    }

    private void wide(int codePoint) {
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | (codePoint >> 6));
        } else if (codePoint < 0x10000) {
            bytes[length++] = (byte) (0xE0 | (codePoint >> 12));
            bytes[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
        } else {
            bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
            bytes[length++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
            bytes[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    private void digits(long value) {
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
        } else {
            rest = -rest;
        }
        int count = 1;
        for (long power = rest / 10; power != 0; power /= 10) {
            count++;
        }
        for (int i = count - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
