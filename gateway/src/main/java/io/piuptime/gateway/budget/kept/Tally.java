package io.piuptime.gateway.budget.kept;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What is counted of one limit.
 *
 * @param meter tells the limit apart from all others
 * @param place the part of time that was present: a moment that a window begins with, or the number of a slot
 * @param until the moment from which nothing of it counts any more, in milliseconds since the epoch
 * @param used at that place, and before it at those that are counted together with it, the oldest first
 */
public record Tally(String meter, long place, long until, List<Long> used) {
    private static final int LONGEST = 1 << 16;

    public Tally {
        requireNonNull(meter, "meter");
        used = List.copyOf(used);
    }

    /** Whether it matters at a moment. */
    public boolean countsAt(long now) {
        return until > now && used.stream().anyMatch(amount -> amount > 0);
    }

    byte[] bytes() {
        byte[] name = meter.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length + 32);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(name.length);
            out.write(name);
            out.writeLong(place);
            out.writeLong(until);
            out.writeShort(used.size());
            for (int i = 0; i < used.size(); i++) {
                if (used.get(i) != 0) {
                    out.writeShort(i);
                    out.writeLong(used.get(i));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /**
     * The one that was written so.
     *
     * @throws IOException if none was
     */
    static Tally of(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int length = in.readInt();
            if (length < 0 || length > LONGEST) {
                throw new IOException("name: " + length + " bytes (expected: at most " + LONGEST + ")");
            }
            String meter = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            long place = in.readLong();
            long until = in.readLong();
            Long[] used = new Long[in.readUnsignedShort()];
            Arrays.fill(used, 0L);
            while (in.available() > 0) {
                int slot = in.readUnsignedShort();
                if (slot >= used.length) {
                    throw new IOException("slot: " + slot + " (expected: below " + used.length + ")");
                }
                used[slot] = in.readLong();
            }
            return new Tally(meter, place, until, List.of(used));
        }
    }
}
