package io.piuptime.stores.journal;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A mapped file of the journal that is being written. All but {@link #force} is called under the journal's lock. */
final class Segment {
    /** What every segment starts with; the last two characters are the form's version. */
    static final long MAGIC = 0x3130_4c4e_4a50_4950L;

    static final int HEADER = Long.BYTES;

    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final long number;
    private final Arena arena;
    private final MemorySegment bytes;
    private long end;
    private long forced;
    private boolean full;

    Segment(long number, Arena arena, MemorySegment bytes) {
        this.number = number;
        this.arena = arena;
        this.bytes = bytes;
        this.end = Math.min(HEADER, bytes.byteSize());
        this.full = bytes.byteSize() <= HEADER;
    }

    /** A segment that has no room. */
    static Segment none() {
        return new Segment(0, Arena.global(), MemorySegment.NULL);
    }

    long number() {
        return number;
    }

    /** Where the next frame goes. */
    long end() {
        return end;
    }

    boolean full() {
        return full;
    }

    /** Adds a frame, unless there is no room or the file under the mapping is gone; then the segment is full. */
    boolean append(Frame frame) {
        if (full || frame.length() > bytes.byteSize() - end) {
            full = true;
            return false;
        }
        try {
            frame.put(bytes, end);
        } catch (InternalError _) {
            // the kernel could not provide the page: the file was cut or its disk failed
            full = true;
            return false;
        }
        end += frame.length();
        return true;
    }

    /**
     * Brings what was written before a place to the disk. Called by one thread, without the lock.
     *
     * @throws UncheckedIOException when the disk fails
     */
    void force(long to) {
        if (to > forced) {
            bytes.asSlice(forced, to - forced).force();
            forced = to;
        }
    }

    /** Gives the memory back; the file stays. */
    void unmap() {
        if (arena.scope().isAlive() && bytes.byteSize() > 0) {
            arena.close();
        }
    }
}
