package io.piuptime.gateway.directory.packed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Records of bytes in a few large pieces of memory beside the heap. One thread adds; a record never changes, so that others read
 * what they have an address of. Reading after the end makes an {@link IllegalStateException}.
 */
final class Slabs implements AutoCloseable {
    private static final int BITS = 22;
    private static final int SIZE = 1 << BITS;
    /** The first is small, since most directories are. */
    private static final int SMALLEST = 1 << 16;

    private static final int LENGTH = Integer.BYTES;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    /** Not one that the collector closes: the memory of those counts as the buffers of connections do. */
    private final Arena arena = Arena.ofShared();

    private volatile MemorySegment[] slabs = {};
    private int room;
    private int end;
    private long used;

    /** Adds a record and returns its address. */
    long add(byte[] record) {
        int size = LENGTH + record.length;
        if (size > SIZE) {
            throw new IllegalArgumentException(
                    "record: " + record.length + " bytes (expected: at most " + (SIZE - LENGTH) + ")");
        }
        if (end + size > room) {
            room = Math.max(size, (int) Math.min(SIZE, (long) SMALLEST << Math.min(slabs.length, BITS)));
            MemorySegment[] more = Arrays.copyOf(slabs, slabs.length + 1);
            more[slabs.length] = arena.allocate(room);
            slabs = more;
            end = 0;
        }
        int last = slabs.length - 1;
        slabs[last].set(INT, end, record.length);
        MemorySegment.copy(record, 0, slabs[last], ValueLayout.JAVA_BYTE, end + LENGTH, record.length);
        long address = ((long) last << BITS) | end;
        end += size;
        used += size;
        return address;
    }

    /** Bytes of all records. */
    long used() {
        return used;
    }

    /** Bytes that a record takes. */
    int sizeOf(long address) {
        return LENGTH + slab(address).get(INT, offset(address));
    }

    byte[] read(long address) {
        MemorySegment slab = slab(address);
        byte[] record = new byte[slab.get(INT, offset(address))];
        MemorySegment.copy(slab, ValueLayout.JAVA_BYTE, offset(address) + LENGTH, record, 0, record.length);
        return record;
    }

    /** So many bytes of a record, from a place on. */
    byte[] read(long address, int from, int count) {
        byte[] part = new byte[count];
        MemorySegment.copy(slab(address), ValueLayout.JAVA_BYTE, offset(address) + LENGTH + from, part, 0, count);
        return part;
    }

    byte octet(long address, int at) {
        return slab(address).get(ValueLayout.JAVA_BYTE, offset(address) + LENGTH + at);
    }

    /** Whether a record has these bytes from a place on. */
    boolean matches(long address, int at, byte[] expected) {
        MemorySegment slab = slab(address);
        long from = offset(address) + LENGTH + at;
        for (int i = 0; i < expected.length; i++) {
            if (slab.get(ValueLayout.JAVA_BYTE, from + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        arena.close();
    }

    private MemorySegment slab(long address) {
        return slabs[(int) (address >> BITS)];
    }

    private static long offset(long address) {
        return address & (SIZE - 1);
    }
}
