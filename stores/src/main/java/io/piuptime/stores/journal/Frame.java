package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.stores.journal.codec.PayloadWriter;
import io.piuptime.stores.journal.codec.RecordCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A record as it lies in a segment: the payload's length, its CRC-32C, the payload; numbers are little-endian. */
final class Frame {
    static final int HEADER = 8;

    /** Nine texts at their longest, three bytes a character, stay below this. */
    static final int LONGEST = 64 * 1024;

    private static final int USUAL = 384;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Longer than the frame, perhaps: what was reserved and not needed. */
    private final byte[] bytes;

    private final int length;

    private Frame(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    static Frame of(UsageRecord usage) {
        PayloadWriter out = new PayloadWriter(USUAL, HEADER);
        RecordCodec.write(usage, out);
        return around(out);
    }

    /** The frame of a payload that was written behind the room for the header. */
    static Frame around(PayloadWriter out) {
        ByteBuffer header = ByteBuffer.wrap(out.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, out.end() - HEADER);
        header.putInt(Integer.BYTES, checksum(out.bytes(), HEADER, out.end() - HEADER));
        return new Frame(out.bytes(), out.end());
    }

    /** Bytes of the whole frame. */
    int length() {
        return length;
    }

    /** The same frame in no more memory than it needs. */
    Frame trimmed() {
        return new Frame(Arrays.copyOf(bytes, length), length);
    }

    /** Puts the frame into a segment, its length last, so that a reader who sees the length sees the rest. */
    void put(MemorySegment target, long at) {
        MemorySegment.copy(
                bytes, Integer.BYTES, target, ValueLayout.JAVA_BYTE, at + Integer.BYTES, length - Integer.BYTES);
        target.set(INT, at, length - HEADER);
    }

    /** Length of the payload of the frame that starts here; 0 when none does, or what starts here cannot be a frame. */
    static int payloadLength(MemorySegment source, long at, long end) {
        if (end - at < HEADER) {
            return 0;
        }
        int length = source.get(INT, at);
        return length > 0 && length <= LONGEST && length <= end - at - HEADER ? length : 0;
    }

    /** The payload of the frame that starts here. Its bytes may be wrong: see {@link #holds}. */
    static byte[] payload(MemorySegment source, long at, int length) {
        return source.asSlice(at + HEADER, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Whether the payload of the frame that starts here is the one that was written. */
    static boolean holds(MemorySegment source, long at, byte[] payload) {
        return source.get(INT, at + Integer.BYTES) == checksum(payload, 0, payload.length);
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
