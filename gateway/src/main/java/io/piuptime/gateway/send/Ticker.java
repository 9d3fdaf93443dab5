package io.piuptime.gateway.send;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Deadlines of one event loop: every running item is looked at on each tick, which costs an exchange no timer of its own.
 * All methods run on the loop.
 */
public final class Ticker {
    /** How often items are looked at, in milliseconds: the precision of every timer. */
    public static final long PERIOD_MILLIS = 50;

    private static final long PERIOD_NANOS = PERIOD_MILLIS * 1_000_000;

    private final LongSupplier nanos;
    private final List<Item> items = new ArrayList<>();
    private long last;
    private long late;
    private boolean begun;

    /** Something with deadlines. */
    public abstract static class Item {
        private int place = -1;

        /** Looks at the deadlines at a moment in monotonic nanoseconds; may remove this or any other item. */
        protected abstract void tick(long now);
    }

    public Ticker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public long now() {
        return nanos.getAsLong();
    }

    /** How late the loop was when it came to the latest pass, in nanoseconds: so long whatever else it does had to wait, too. */
    public long late() {
        return late;
    }

    public void add(Item item) {
        if (item.place < 0) {
            item.place = items.size();
            items.add(item);
        }
    }

    /** Removes an item, if it is there: the last one takes its place. */
    public void remove(Item item) {
        if (item.place < 0) {
            return;
        }
        Item last = items.removeLast();
        if (item.place < items.size()) {
            items.set(item.place, last);
            last.place = item.place;
        }
        item.place = -1;
    }

    /**
     * One pass over all items, from the last to the first: an item that takes the place of a removed one was looked at
     * before, or is looked at twice, which does no harm.
     */
    public void tick() {
        long now = now();
        late = begun ? Math.max(0, now - last - PERIOD_NANOS) : 0;
        begun = true;
        last = now;
        for (int i = items.size() - 1; i >= 0; i--) {
            if (i < items.size()) {
                items.get(i).tick(now);
            }
        }
    }
}
