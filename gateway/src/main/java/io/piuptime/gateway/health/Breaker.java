package io.piuptime.gateway.health;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.DoubleSupplier;

/**
 * Keeps requests from a target that fails, and finds out by one real request at a time when it is back. It opens after 5
 * failures in a row, or when half of at least 10 attempts of 30 seconds failed; for 1 second, then twice as long each time a
 * probe fails, never longer than 10 seconds. When the time is over, one request may probe.
 *
 * <p>An attempt is known by the moment at which it was admitted: what was sent before the breaker opened says nothing about
 * the target now, and is not heard afterwards.
 */
public final class Breaker {
    /** The longest open interval, jitter included. */
    public static final long LONGEST_NANOS = 10_000_000_000L;

    /** A large request leaves the probe to smaller ones for so long. */
    static final long SMALL_FIRST_NANOS = 1_000_000_000L;

    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final double JITTER = 0.5;
    private static final double LONGEST_BEFORE_JITTER = LONGEST_NANOS / (1 + JITTER);
    private static final int DOUBLINGS = 3;

    private static final int FAILURES_IN_A_ROW = 5;
    private static final int FEWEST_SAMPLES = 10;
    private static final long WINDOW_NANOS = 30_000_000_000L;

    private static final Phase NEVER_OPENED = new Phase(State.CLOSED, false, 0, 0, 0, 0);

    private static final AtomicReferenceFieldUpdater<Breaker, Phase> PHASE =
            AtomicReferenceFieldUpdater.newUpdater(Breaker.class, Phase.class, "phase");

    private final DoubleSupplier random;
    private volatile Phase phase = NEVER_OPENED;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final Tally tally = new Tally(WINDOW_NANOS);

    /** @param random draws from 0 (included) to 1 (not included); any thread may call it */
    public Breaker(DoubleSupplier random) {
        this.random = requireNonNull(random, "random");
    }

    public boolean closed() {
        return phase.state == State.CLOSED;
    }

    /** When a request may go or probe: {@code now} if one may now, the end of the wait otherwise. */
    public long readyAt(long now) {
        Phase current = phase;
        if (current.state == State.CLOSED || now - current.probeFrom() >= 0) {
            return now;
        }
        return current.probeFrom();
    }

    /**
     * Whether an attempt may go. While the breaker is not closed, who hears yes is the probe, and tells what became of it
     * by {@link #answered}, {@link #failed}, {@link #limited} or {@link #released}.
     */
    public boolean admit(long now, boolean small) {
        Phase current = phase;
        if (current.state == State.CLOSED) {
            return true;
        }
        long waited = now - current.probeFrom();
        if (waited < 0 || (!small && waited < SMALL_FIRST_NANOS)) {
            return false;
        }
        return PHASE.compareAndSet(this, current, current.probed(now)) || closed();
    }

    /** An attempt was answered: of whoever was admitted since the breaker opened, this closes it. */
    public void answered(long admitted, long now) {
        Phase current = phase;
        while (current.state != State.CLOSED && admitted - current.since >= 0) {
            failuresInARow.set(0);
            tally.clear();
            if (PHASE.compareAndSet(this, current, Phase.closed(now))) {
                return;
            }
            current = phase;
        }
        if (current.state == State.CLOSED) {
            if (failuresInARow.get() != 0) {
                failuresInARow.set(0);
            }
            tally.add(now, false);
        }
    }

    /** An attempt failed of something that counts against the target. */
    public void failed(long admitted, long now) {
        Phase current = phase;
        if (current.state != State.CLOSED) {
            limited(admitted, now);
            return;
        }
        if (current.openedBefore && admitted - current.since < 0) {
            return;
        }
        tally.add(now, true);
        if (failuresInARow.incrementAndGet() >= FAILURES_IN_A_ROW || halfFailed(now)) {
            PHASE.compareAndSet(this, current, Phase.open(1, now, interval(1)));
        }
    }

    /** An attempt was turned away by a limit of the provider, which only a probe fails of. */
    public void limited(long admitted, long now) {
        Phase current = phase;
        if (current.isProbe(admitted)) {
            int openings = current.openings + 1;
            PHASE.compareAndSet(this, current, Phase.open(openings, now, interval(openings)));
        }
    }

    /** An attempt ended and says nothing of the target: if it was the probe, the next request may be it. */
    public void released(long admitted) {
        Phase current = phase;
        if (current.isProbe(admitted)) {
            PHASE.compareAndSet(this, current, current.unprobed());
        }
    }

    private boolean halfFailed(long now) {
        long counts = tally.counts(now);
        return Tally.events(counts) >= FEWEST_SAMPLES && Tally.marks(counts) * 2 >= Tally.events(counts);
    }

    private long interval(int openings) {
        double doubled = (double) (FIRST_NANOS << Math.min(openings - 1, DOUBLINGS));
        double nanos = Math.min(LONGEST_BEFORE_JITTER, doubled) * (1 + JITTER * random.getAsDouble());
        return Math.min(LONGEST_NANOS, (long) nanos);
    }

    private enum State {
        CLOSED,
        OPEN,
        PROBED
    }

    /**
     * Where the breaker is.
     *
     * @param openings intervals since it was last closed
     * @param since when this interval, or being closed, began
     * @param until when the interval ends
     * @param probe when the probe that is under way was admitted
     */
    private record Phase(State state, boolean openedBefore, int openings, long since, long until, long probe) {
        static Phase closed(long now) {
            return new Phase(State.CLOSED, true, 0, now, now, 0);
        }

        static Phase open(int openings, long now, long nanos) {
            return new Phase(State.OPEN, true, openings, now, now + nanos, 0);
        }

        Phase probed(long now) {
            return new Phase(State.PROBED, true, openings, since, until, now);
        }

        Phase unprobed() {
            return new Phase(State.OPEN, true, openings, since, until, 0);
        }

        boolean isProbe(long admitted) {
            return state == State.PROBED && probe == admitted;
        }

        /** A probe that is silent for as long as the longest interval holds nobody up any longer. */
        long probeFrom() {
            return state == State.PROBED ? probe + LONGEST_NANOS : until;
        }
    }
}
