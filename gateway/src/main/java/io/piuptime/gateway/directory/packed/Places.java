package io.piuptime.gateway.directory.packed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Where records lie, by their hashes: open addressing in one piece of memory beside the heap. A place holds an address and a
 * part of the hash, so that other records are hardly ever looked at. One thread writes, many read; reading after the end makes
 * an {@link IllegalStateException}.
 */
final class Places implements AutoCloseable {
    static final long FREE = 0;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final int ADDRESS_BITS = 40;
    private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment places;
    private final int mask;

    /** So many places, all free; a power of two. */
    Places(int count) {
        places = arena.allocate((long) count * Long.BYTES, Long.BYTES);
        mask = count - 1;
    }

    int count() {
        return mask + 1;
    }

    int first(long hash) {
        return (int) hash & mask;
    }

    int next(int place) {
        return (place + 1) & mask;
    }

    /** What is in a place, {@link #FREE} or not. */
    long at(int place) {
        return (long) LONG.getAcquire(places, (long) place * Long.BYTES);
    }

    void put(int place, long hash, long address) {
        LONG.setRelease(places, (long) place * Long.BYTES, (hash & ~ADDRESS) | (address + 1));
    }

    @Override
    public void close() {
        arena.close();
    }

    static boolean sameHash(long held, long hash) {
        return ((held ^ hash) & ~ADDRESS) == 0;
    }

    static long address(long held) {
        return (held & ADDRESS) - 1;
    }
}
