package io.piuptime.gateway.budget.rate;

/** What this node holds of one limit by the store's leave, at the place that is present. Guarded by the meter's shelf. */
final class Lease {
    /** After less was granted than wanted, nothing more is asked for so long: others may give back what they do not need. */
    private static final long DRY_MILLIS = 50;

    private static final int PART = 50;

    private final Count count;
    private long place;
    private long held;
    private long wanted;
    private long left = -1;
    private long dryUntil = Long.MIN_VALUE;
    private long stale;
    private boolean taken;

    /** Whether it stands in the queue of those for which something is asked at once. */
    boolean isDue;
    /** Whether it stands in the list of those that are looked over. */
    boolean isListed;

    Lease(Count count) {
        this.count = count;
        this.place = count.place();
    }

    /** Goes on to the count's present place, where nothing is held yet. Returns whether there is a new one. */
    boolean roll() {
        if (place == count.place()) {
            return false;
        }
        if (count instanceof RollingCount) {
            markStale(place);
        }
        place = count.place();
        held = 0;
        left = -1;
        dryUntil = Long.MIN_VALUE;
        return true;
    }

    long place() {
        return place;
    }

    long held() {
        return held;
    }

    /** What is held and not used. */
    long room() {
        return held - count.usedAt(place);
    }

    /** What is asked for in advance: a small part of what is left, so that little lies idle at the end. */
    long slice(long amount, int nodes) {
        return Math.max(1, (left < 0 ? amount : left) / PART / nodes);
    }

    /** Something was used. */
    void took() {
        taken = true;
    }

    /** Somebody needs so much. */
    void want(long amount) {
        wanted += amount;
    }

    boolean isDry(long now) {
        return now < dryUntil;
    }

    /** What is asked for now, at least a slice; nothing is wanted after that. */
    long ask(long slice) {
        held = Math.max(held, count.usedAt(place));
        long want = Math.max(slice, wanted - room());
        wanted = 0;
        return want;
    }

    /** What is held from now on: what is used, and for a while a slice of the rest. Returns whether the store is to be told. */
    boolean keep(long slice) {
        long used = count.usedAt(place);
        long kept = taken ? used + Math.clamp(held - used, 0, slice) : used;
        boolean tell = taken || kept != held;
        taken = false;
        held = kept;
        return tell;
    }

    /** So much more is held. */
    void granted(long atPlace, long more, long nowLeft, boolean enough, long now) {
        if (atPlace != place) {
            return;
        }
        held += more;
        left = nowLeft;
        dryUntil = enough ? Long.MIN_VALUE : now + DRY_MILLIS;
    }

    /** What is counted at a past place differs from what the store was told. */
    void markStale(long past) {
        stale |= 1L << Math.floorMod(past, (long) Long.SIZE);
    }

    /** Whether the store has to be told of a past place; it is told now. */
    boolean takeStale(long past) {
        long bit = 1L << Math.floorMod(past, (long) Long.SIZE);
        boolean is = (stale & bit) != 0;
        stale &= ~bit;
        return is;
    }

    boolean hasStale() {
        return stale != 0;
    }

    void forgetStale() {
        stale = 0;
    }
}
