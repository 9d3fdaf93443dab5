package io.piuptime.gateway.directory.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/** Writes fields one after another: each its tag, the length of its value, and the value. */
final class FieldWriter {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int SEVEN_BITS = 0x7F;
    private static final int TYPICAL = 160;
    private static final int BYTES_OF_A_NUMBER = 10;

    private byte[] bytes = new byte[TYPICAL];
    private int end;

    byte[] bytes() {
        return Arrays.copyOf(bytes, end);
    }

    FieldWriter text(int tag, String value) {
        return raw(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The text, unless it is the one that goes without saying. */
    FieldWriter textUnless(String usual, int tag, String value) {
        return value.equals(usual) ? this : text(tag, value);
    }

    FieldWriter texts(int tag, Collection<String> values) {
        values.forEach(value -> text(tag, value));
        return this;
    }

    FieldWriter nested(int tag, FieldWriter fields) {
        return raw(tag, fields.bytes());
    }

    /** A number that may be negative: the sign goes into the lowest bit, so that small ones take few bytes. */
    FieldWriter number(int tag, long value) {
        reserve(2 + BYTES_OF_A_NUMBER);
        octet(tag);
        int length = end++;
        varint((value << 1) ^ (value >> (Long.SIZE - 1)));
        bytes[length] = (byte) (end - length - 1);
        return this;
    }

    /** The flag, if it is raised. */
    FieldWriter flag(int tag, boolean raised) {
        return raised ? number(tag, 1) : this;
    }

    /** The moment, to the microsecond. */
    FieldWriter moment(int tag, Instant value) {
        return number(
                tag,
                Math.addExact(Math.multiplyExact(value.getEpochSecond(), MICROS_A_SECOND), value.getNano() / 1_000));
    }

    FieldWriter raw(int tag, byte[] value) {
        reserve(1 + BYTES_OF_A_NUMBER + value.length);
        octet(tag);
        varint(value.length);
        System.arraycopy(value, 0, bytes, end, value.length);
        end += value.length;
        return this;
    }

    private void octet(int value) {
        if (value < 1 || value > SEVEN_BITS) {
            throw new IllegalArgumentException("tag: " + value + " (expected: 1 to " + SEVEN_BITS + ")");
        }
        bytes[end++] = (byte) value;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
        }
    }
}
