package io.piuptime.gateway.directory.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The fields that a {@link FieldWriter} wrote. Tags that nobody asks for are passed over: a newer program wrote them. Bytes that
 * are no fields make an {@link IllegalArgumentException}.
 */
final class Fields {
    private static final int LAST_SHIFT = 63;
    private static final int TYPICAL = 16;

    private final byte[] bytes;
    private int[] tags = new int[TYPICAL];
    private int[] starts = new int[TYPICAL];
    private int[] ends = new int[TYPICAL];
    private int count;
    private int at;

    Fields(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Fields(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        while (at < to) {
            int tag = bytes[at++];
            long length = varint(to);
            if (tag < 1 || length < 0 || length > to - at) {
                throw new IllegalArgumentException("field " + tag + " of " + length + " bytes (expected: at most "
                        + (to - at) + ", with a tag >= 1)");
            }
            note(tag, at, at + (int) length);
            at += (int) length;
        }
    }

    /** The text, or an empty one. */
    String text(int tag) {
        return text(tag, "");
    }

    String text(int tag, String usual) {
        int field = find(tag);
        return field < 0 ? usual : textOf(field);
    }

    Optional<String> optionalText(int tag) {
        int field = find(tag);
        return field < 0 ? Optional.empty() : Optional.of(textOf(field));
    }

    List<String> texts(int tag) {
        List<String> found = new ArrayList<>();
        for (int field = 0; field < count; field++) {
            if (tags[field] == tag) {
                found.add(textOf(field));
            }
        }
        return found;
    }

    List<Fields> nested(int tag) {
        List<Fields> found = new ArrayList<>();
        for (int field = 0; field < count; field++) {
            if (tags[field] == tag) {
                found.add(new Fields(bytes, starts[field], ends[field]));
            }
        }
        return found;
    }

    long number(int tag, long usual) {
        int field = find(tag);
        return field < 0 ? usual : numberOf(field);
    }

    List<Integer> integers(int tag) {
        List<Integer> found = new ArrayList<>();
        for (int field = 0; field < count; field++) {
            if (tags[field] == tag) {
                found.add(Math.toIntExact(numberOf(field)));
            }
        }
        return found;
    }

    boolean flag(int tag) {
        return number(tag, 0) != 0;
    }

    Optional<Instant> optionalMoment(int tag) {
        int field = find(tag);
        return field < 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(numberOf(field), ChronoUnit.MICROS));
    }

    Instant moment(int tag) {
        return optionalMoment(tag).orElse(Instant.EPOCH);
    }

    /** The value as it was written; empty if there is none. */
    Optional<byte[]> raw(int tag) {
        int field = find(tag);
        return field < 0 ? Optional.empty() : Optional.of(Arrays.copyOfRange(bytes, starts[field], ends[field]));
    }

    private int find(int tag) {
        for (int field = 0; field < count; field++) {
            if (tags[field] == tag) {
                return field;
            }
        }
        return -1;
    }

    private String textOf(int field) {
        return new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    private long numberOf(int field) {
        at = starts[field];
        long folded = varint(ends[field]);
        return (folded >>> 1) ^ -(folded & 1);
    }

    private long varint(int to) {
        long value = 0;
        for (int shift = 0; shift <= LAST_SHIFT && at < to; shift += 7) {
            int octet = bytes[at++] & 0xFF;
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("number at byte " + at + ": without an end (expected: at most 10 bytes)");
    }

    private void note(int tag, int start, int end) {
        if (count == tags.length) {
            tags = Arrays.copyOf(tags, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        tags[count] = tag;
        starts[count] = start;
        ends[count++] = end;
    }
}
