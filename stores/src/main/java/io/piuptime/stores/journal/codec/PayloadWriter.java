package io.piuptime.stores.journal.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts as bytes, small numbers in few. */
public final class PayloadWriter {
    private static final int BYTES_OF_A_NUMBER = 10;

    private byte[] bytes;
    private int end;

    /** A writer that leaves the first bytes free. */
    public PayloadWriter(int capacity, int free) {
        this.bytes = new byte[capacity];
        this.end = free;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int end() {
        return end;
    }

    void octet(int value) {
        reserve(1);
        bytes[end++] = (byte) value;
    }

    /** Seven bits a byte, the lowest first; 0 to 127 take one byte. */
    void number(long value) {
        reserve(BYTES_OF_A_NUMBER);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    /** A number that may be negative: the sign goes into the lowest bit, so that -1 takes one byte too. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** UTF-8 behind its length. A text of more than so many characters is cut there. */
    void text(String text, int most) {
        String kept = text.length() <= most ? text : text.substring(0, most);
        reserve(BYTES_OF_A_NUMBER + kept.length());
        int start = end;
        number(kept.length());
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            if (c >= 0x80) {
                end = start;
                encoded(kept.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[end++] = (byte) c;
        }
    }

    private void encoded(byte[] text) {
        number(text.length);
        reserve(text.length);
        System.arraycopy(text, 0, bytes, end, text.length);
        end += text.length;
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
        }
    }
}
