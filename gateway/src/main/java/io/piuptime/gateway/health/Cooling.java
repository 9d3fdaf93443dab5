package io.piuptime.gateway.health;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.DoubleSupplier;

/**
 * A pause that a target asked for because a limit was reached: until then only a trickle goes there, one request at a time.
 * It is no failure. The pause is what the target named, 1 second if it named none, 300 seconds at most, and up to half as
 * much again so that not everybody comes back at once.
 */
public final class Cooling {
    private static final long DEFAULT_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 300_000_000_000L;
    private static final double JITTER = 0.5;

    private static final Pause NONE = new Pause(false, 0, 0, false);

    private static final AtomicReferenceFieldUpdater<Cooling, Pause> PAUSE =
            AtomicReferenceFieldUpdater.newUpdater(Cooling.class, Pause.class, "pause");

    private final DoubleSupplier random;
    private volatile Pause pause = NONE;

    /** @param random draws from 0 (included) to 1 (not included); any thread may call it */
    public Cooling(DoubleSupplier random) {
        this.random = requireNonNull(random, "random");
    }

    /**
     * Begins a pause, or makes the present one longer.
     *
     * @param nanos what the target asked for, or -1
     */
    public void cool(long now, long nanos) {
        long asked = nanos < 0 ? DEFAULT_NANOS : Math.min(nanos, LONGEST_NANOS);
        long until = now + asked + (long) (asked * JITTER * random.getAsDouble());
        Pause current = pause;
        while (!current.lasts(now) || until - current.until > 0) {
            Pause next = current.lasts(now) ? current.until(until) : new Pause(true, until, 0, false);
            if (PAUSE.compareAndSet(this, current, next)) {
                return;
            }
            current = pause;
        }
    }

    public boolean cools(long now) {
        return pause.lasts(now);
    }

    /** When it is over: {@code now} if it is. */
    public long readyAt(long now) {
        Pause current = pause;
        return current.lasts(now) ? current.until : now;
    }

    /** Whether an attempt may go; during a pause, who hears yes is the trickle until it is {@link #released}. */
    public boolean admit(long now) {
        Pause current = pause;
        while (current.lasts(now)) {
            if (current.taken) {
                return false;
            }
            if (PAUSE.compareAndSet(this, current, current.takenAt(now))) {
                return true;
            }
            current = pause;
        }
        return true;
    }

    /** An attempt ended. */
    public void released(long admitted) {
        Pause current = pause;
        while (current.taken && current.trickle == admitted) {
            if (PAUSE.compareAndSet(this, current, current.free())) {
                return;
            }
            current = pause;
        }
    }

    /** @param trickle when the one request was admitted that is under way, if it is taken */
    private record Pause(boolean asked, long until, long trickle, boolean taken) {
        boolean lasts(long now) {
            return asked && now - until < 0;
        }

        Pause until(long later) {
            return new Pause(true, later, trickle, taken);
        }

        Pause takenAt(long now) {
            return new Pause(true, until, now, true);
        }

        Pause free() {
            return new Pause(true, until, 0, false);
        }
    }
}
