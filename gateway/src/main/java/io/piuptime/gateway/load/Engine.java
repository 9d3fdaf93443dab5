package io.piuptime.gateway.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.health.TargetHealth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One model on one engine, as it is seen from here: what the engine tells, and what this gateway has sent since. Any thread
 * may read it.
 *
 * <p>Between two looks its load is estimated: what it had beside our requests when it was asked, and those of ours that are
 * there now. So a request counts from the moment at which it is sent, and no more when it has ended.
 */
public final class Engine {
    /** What was told longer ago than that is not known any more. */
    static final long FRESH_NANOS = 3_000_000_000L;

    private static final int MOST_HEALTHS = 16;

    private static final TargetHealth[] NONE = {};

    private final Learned learned = new Learned();
    private volatile @Nullable TargetHealth first;
    private volatile TargetHealth[] others = NONE;
    private volatile @Nullable Seen seen;
    private volatile double capacity;
    private volatile double perSecond;

    /**
     * What it told.
     *
     * @param others the requests that were not ours
     */
    private record Seen(EngineLoad load, int others) {}

    /** Counts the requests of a target as ours; it has several when it is asked with several keys. */
    synchronized void join(TargetHealth health) {
        requireNonNull(health, "health");
        TargetHealth known = first;
        if (known == null) {
            first = health;
            return;
        }
        if (isSame(known, health)) {
            return;
        }
        for (TargetHealth one : others) {
            if (isSame(one, health)) {
                return;
            }
        }
        first = health;
        int kept = Math.min(others.length, MOST_HEALTHS - 2);
        TargetHealth[] more = Arrays.copyOfRange(others, others.length - kept, others.length + 1);
        more[kept] = known;
        others = more;
    }

    /** Whether it told of itself lately. */
    public boolean isKnown(long now) {
        return fresh(now) != null;
    }

    /**
     * About how many requests are there now, those that wait included.
     *
     * @param own of the target that asks, whose requests count even if it has not joined
     */
    public int present(TargetHealth own, long now) {
        Seen last = fresh(now);
        return own.inFlight() + ours(own) + (last == null ? 0 : last.others);
    }

    /** How many waited when it was asked, 0 if that is not known. */
    public int waiting(long now) {
        Seen last = fresh(now);
        return last == null ? 0 : last.load.waiting();
    }

    /** How much of its cache is taken, 0 if that is not known. */
    public double cacheUse(long now) {
        Seen last = fresh(now);
        return last == null ? 0 : last.load.cacheUse();
    }

    /** How many requests it works on at once; 0 if that is not known, because it never had more. */
    public double capacity() {
        return capacity;
    }

    /** How many requests it ends in a second while others wait; 0 if that is not known. */
    public double perSecond() {
        return perSecond;
    }

    /** How many requests of ours are there. */
    int ours() {
        return ours(null);
    }

    private int ours(@Nullable TargetHealth except) {
        TargetHealth one = first;
        int sum = one == null || isSame(one, except) ? 0 : one.inFlight();
        for (TargetHealth health : others) {
            sum += isSame(health, except) ? 0 : health.inFlight();
        }
        return sum;
    }

    /**
     * Takes what it told.
     *
     * @param ours how many of ours were there when it was asked
     */
    synchronized void told(EngineLoad load, int ours) {
        learned.saw(load);
        capacity = learned.capacity();
        perSecond = learned.perSecond();
        seen = new Seen(load, Math.max(0, load.present() - ours));
    }

    private @Nullable Seen fresh(long now) {
        Seen last = seen;
        return last == null || now - last.load.at() > FRESH_NANOS ? null : last;
    }

    @SuppressWarnings("ReferenceEquality") // a target's health is one object for all who ask it
    private static boolean isSame(TargetHealth one, @Nullable TargetHealth other) {
        return one == other;
    }
}
