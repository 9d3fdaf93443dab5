package io.piuptime.gateway.health.hedge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much more of prompts a model may have sent. Each request adds a part of its own size, a hedge takes the whole of its
 * own: what loses is charged for its prompt in full. It begins with nothing, and never holds much. Any thread may use it.
 */
public final class HedgeBudget {
    /** A longer request is not hedged, in bytes: about 4,000 tokens. */
    public static final int LONGEST = 16 << 10;

    private static final int WHOLE = 100;
    private static final long MOST = 10L * LONGEST * WHOLE;

    /** In hundredths of a byte. */
    private final AtomicLong left = new AtomicLong();

    /** A request of so many bytes is sent. */
    public void earn(long bytes, int percent) {
        long more = Math.min(bytes, MOST / WHOLE) * percent;
        long before;
        do {
            before = left.get();
        } while (before < MOST && !left.compareAndSet(before, Math.min(MOST, before + more)));
    }

    /** Takes a hedge of so many bytes out of it, if there is enough. */
    public boolean take(long bytes) {
        long cost = bytes * WHOLE;
        long before;
        do {
            before = left.get();
            if (before < cost) {
                return false;
            }
        } while (!left.compareAndSet(before, before - cost));
        return true;
    }

    /** A hedge that was taken was not sent. */
    public void giveBack(long bytes) {
        earn(bytes, WHOLE);
    }
}
