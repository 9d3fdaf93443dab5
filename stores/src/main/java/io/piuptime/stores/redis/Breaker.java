package io.piuptime.stores.redis;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps calls from a server that fails: five failures in a row open it for a second, each failed trial for twice as long, less
 * a random part, and one trial that succeeds closes it.
 */
final class Breaker {
    static final int FAILURES = 5;
    static final Duration FIRST = Duration.ofSeconds(1);

    /** Whoever is back is seen within this time: half a minute would be too long for limits that go by shares meanwhile. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    /** A server that fails again before this time has passed was not well, and the pause goes on growing. */
    static final Duration PROVEN = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final RandomGenerator random;
    private int failures;
    private long pause = FIRST.toNanos();
    private boolean open;
    private boolean trying;
    private long until;
    private long closedAt;

    Breaker(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
        this.closedAt = nanos.getAsLong();
    }

    /** Whether a call may be made. Whoever may tells afterwards how it went. */
    synchronized boolean mayCall() {
        if (!open) {
            return true;
        }
        if (trying || nanos.getAsLong() - until < 0) {
            return false;
        }
        trying = true;
        return true;
    }

    /** Returns whether this closed it. */
    synchronized boolean succeeded() {
        failures = 0;
        if (!trying) {
            // an answer to what was asked before it opened says nothing of now
            return false;
        }
        trying = false;
        open = false;
        closedAt = nanos.getAsLong();
        return true;
    }

    /** Returns whether this opened it, when it was closed before. */
    synchronized boolean failed() {
        if (open && !trying) {
            return false;
        }
        if (!open && ++failures < FAILURES) {
            return false;
        }
        boolean fresh = !open;
        if (fresh && nanos.getAsLong() - closedAt >= PROVEN.toNanos()) {
            pause = FIRST.toNanos();
        }
        open = true;
        trying = false;
        failures = 0;
        until = nanos.getAsLong() + pause - random.nextLong(pause / 4);
        pause = Math.min(2 * pause, LONGEST.toNanos());
        return fresh;
    }

    /** Lets the next call be a trial: there is a new connection. */
    synchronized void retry() {
        until = nanos.getAsLong();
    }

    synchronized boolean isOpen() {
        return open;
    }
}
