package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.budget.share.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts looking back, in slots of time. One slot more than make up the window is counted, so that no stretch of that length has
 * more than the limit, wherever it begins.
 */
final class RollingCount implements Count {
    /** Slots that make up a window. */
    static final int SLOTS = 40;

    private static final int COUNTED = SLOTS + 1;

    private final long width;
    private final long[] used = new long[COUNTED];
    private long newest = Long.MIN_VALUE;
    private long sum;

    RollingCount(Duration length) {
        this.width = Math.max(1, Math.ceilDiv(length.toMillis(), SLOTS));
    }

    @Override
    public void roll(long now) {
        long slot = Math.floorDiv(now, width);
        if (slot <= newest) {
            return;
        }
        long first = newest == Long.MIN_VALUE ? slot : Math.max(newest + 1, slot - SLOTS);
        for (long next = first; next <= slot; next++) {
            sum -= used[at(next)];
            used[at(next)] = 0;
        }
        newest = slot;
    }

    @Override
    public long place() {
        return newest;
    }

    @Override
    public long used() {
        return sum;
    }

    @Override
    public long usedAt(long place) {
        return isCounted(place) ? used[at(place)] : 0;
    }

    @Override
    public void add(long amount) {
        used[at(newest)] += amount;
        sum += amount;
    }

    @Override
    public void remove(long place, long amount) {
        if (isCounted(place)) {
            long less = Math.min(amount, used[at(place)]);
            used[at(place)] -= less;
            sum -= less;
        }
    }

    @Override
    public long lessBy(long amount) {
        long less = 0;
        for (long slot = newest - SLOTS; slot <= newest; slot++) {
            less += used[at(slot)];
            if (less >= amount) {
                return leaves(slot);
            }
        }
        return leaves(newest);
    }

    @Override
    public long emptyAt() {
        return leaves(newest);
    }

    @Override
    public List<Long> kept() {
        List<Long> kept = new ArrayList<>(COUNTED);
        for (long place = oldest(); place <= newest; place++) {
            kept.add(used[at(place)]);
        }
        return kept;
    }

    @Override
    public void restore(long place, List<Long> kept, long now) {
        if (kept.size() == COUNTED && place <= Math.floorDiv(now, width)) {
            newest = place;
            for (int i = 0; i < COUNTED; i++) {
                used[at(oldest() + i)] = kept.get(i);
                sum += kept.get(i);
            }
        }
    }

    @Override
    public Term term(long place) {
        return new Term.Slot(place, width, COUNTED);
    }

    /** The places that are counted, from the oldest on. */
    long oldest() {
        return newest - SLOTS;
    }

    private long leaves(long slot) {
        return (slot + COUNTED) * width;
    }

    private boolean isCounted(long place) {
        return place <= newest && place >= newest - SLOTS;
    }

    private static int at(long slot) {
        return (int) Math.floorMod(slot, (long) COUNTED);
    }
}
