package io.piuptime.dialects.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The inside of JSON strings: finding their end fast, checking UTF-8, escaping and unescaping. */
final class Strings {
    static final int UNESCAPED = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Strings() {}

    /** The first place from {@code at} on that is a quote, a backslash, a control character or no ASCII; or the end. */
    static int plainUntil(byte[] bytes, int at, int end) {
        int i = at;
        while (i + Long.BYTES <= end) {
            long eight = (long) LONGS.get(bytes, i);
            long quotes = eight ^ (ONES * '"');
            long slashes = eight ^ (ONES * '\\');
            // the classic test for a zero byte in each, and for a byte below 0x20; high bits count as special too
            long special = ((quotes - ONES) & ~quotes)
                    | ((slashes - ONES) & ~slashes)
                    | ((eight - ONES * 0x20) & ~eight)
                    | eight;
            special &= HIGHS;
            if (special != 0) {
                // above a byte that is found others may be found wrongly: the lowest one is right
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < end) {
            byte b = bytes[i];
            if (b < 0x20 || b == '"' || b == '\\') {
                return i;
            }
            i++;
        }
        return end;
    }

    /** Letters of valid UTF-8, without those of most runs of one letter that are longer than eight. */
    static int letters(byte[] bytes, int from, int to) {
        int letters = to - from;
        int end = to - Long.BYTES + 1; // a plain bound, so that the loop is unrolled
        for (int i = from; i < end; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            if ((eight & HIGHS) != 0) {
                // of a letter in several bytes, all but the first are 10xxxxxx
                letters -= Long.bitCount(eight & ~(eight << 1) & HIGHS);
            } else if (Long.rotateLeft(eight, Byte.SIZE) == eight) {
                letters -= Long.BYTES;
            }
        }
        return letters;
    }

    /** Bytes of the UTF-8 sequence that begins here, or 0 when it is none (RFC 3629: no overlongs, no surrogates). */
    static int utf8Length(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first >= 0xc2 && first <= 0xdf) {
            return follows(bytes, at + 1, end, 0x80, 0xbf) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef) {
            int low = first == 0xe0 ? 0xa0 : 0x80;
            int high = first == 0xed ? 0x9f : 0xbf;
            return follows(bytes, at + 1, end, low, high) && follows(bytes, at + 2, end, 0x80, 0xbf) ? 3 : 0;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            int low = first == 0xf0 ? 0x90 : 0x80;
            int high = first == 0xf4 ? 0x8f : 0xbf;
            return follows(bytes, at + 1, end, low, high)
                            && follows(bytes, at + 2, end, 0x80, 0xbf)
                            && follows(bytes, at + 3, end, 0x80, 0xbf)
                    ? 4
                    : 0;
        }
        return 0;
    }

    /** Bytes of the escape that begins at a backslash, or 0 when it is none. */
    static int escapeLength(byte[] bytes, int backslash, int end) {
        if (backslash + 1 >= end) {
            return 0;
        }
        return switch (bytes[backslash + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> {
                if (backslash + 6 > end) {
                    yield 0;
                }
                for (int i = backslash + 2; i < backslash + 6; i++) {
                    if (Character.digit(bytes[i], 16) < 0) {
                        yield 0;
                    }
                }
                yield 6;
            }
            default -> 0;
        };
    }

    /** The text of a string's inside that was checked before. */
    static String unescape(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        int backslash = raw.indexOf('\\');
        if (backslash < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (backslash >= 0) {
            text.append(raw, at, backslash);
            char escape = raw.charAt(backslash + 1);
            at = backslash + 2;
            switch (escape) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, at, at + 4, 16));
                    at += 4;
                }
                default -> text.append(escape);
            }
            backslash = raw.indexOf('\\', at);
        }
        return text.append(raw, at, raw.length()).toString();
    }

    private static boolean follows(byte[] bytes, int at, int end, int low, int high) {
        return at < end && (bytes[at] & 0xff) >= low && (bytes[at] & 0xff) <= high;
    }
}
