package io.piuptime.testkit.raw;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens elsewhere, always with a deadline; the one place that polls. */
public final class Await {
    private static final long POLL_NANOS = 1_000_000;

    private Await() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what names the condition in the failure's message
     * @throws AssertionError if it does not hold within the time
     */
    public static void until(String what, Duration within, BooleanSupplier condition) {
        if (!holds(within, condition)) {
            throw new AssertionError(what + ": not so after " + within.toMillis() + " ms");
        }
    }

    /** As {@link #until(String, Duration, BooleanSupplier)}, the state at the deadline told in the failure's message. */
    public static void until(Supplier<String> what, Duration within, BooleanSupplier condition) {
        if (!holds(within, condition)) {
            throw new AssertionError(what.get() + ": not so after " + within.toMillis() + " ms");
        }
    }

    /** Whether the condition comes to hold within the time. */
    public static boolean holds(Duration within, BooleanSupplier condition) {
        requireNonNull(condition, "condition");
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Lets time pass, for a peer that is slow on purpose. */
    public static void elapsed(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }
}
