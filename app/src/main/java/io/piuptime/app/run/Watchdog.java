package io.piuptime.app.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Ends the process when something that has to be short takes too long. */
final class Watchdog {
    private static final int TOO_LONG = 3;

    private Watchdog() {}

    static void start(Duration limit, IntConsumer halt) {
        Thread.ofPlatform().daemon().name("piup-watchdog").start(() -> {
            long end = System.nanoTime() + limit.toNanos();
            for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            halt.accept(TOO_LONG);
        });
    }
}
