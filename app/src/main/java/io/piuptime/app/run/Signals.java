package io.piuptime.app.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** Ends the process in order on the first SIGTERM or SIGINT, and at once on the second. */
@SuppressWarnings("sunapi") // the JDK has no other way to hear a second signal
final class Signals {
    private static final int AT_ONCE = 130;

    private Signals() {}

    /** Waits for a signal and for the drain that it starts. Returns the exit code. */
    static int waitForEnd(GatewayProcess process) {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean ending = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), _ -> {
                if (ending.compareAndSet(false, true)) {
                    Thread.ofPlatform().name("piup-drain").start(() -> {
                        process.drain();
                        ended.countDown();
                    });
                } else {
                    Runtime.getRuntime().halt(AT_ONCE);
                }
            });
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
