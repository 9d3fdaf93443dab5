package io.piuptime.gateway.directory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Says when to do periodic work again: after a period, or at once when poked. */
public interface Pulse {
    /** Waits for the next time. */
    void await() throws InterruptedException;

    /** Makes the next time now. */
    void poke();

    static Pulse every(Duration period) {
        Semaphore pokes = new Semaphore(0);
        return new Pulse() {
            @Override
            public void await() throws InterruptedException {
                if (pokes.tryAcquire(period.toNanos(), TimeUnit.NANOSECONDS)) {
                    pokes.drainPermits();
                }
            }

            @Override
            public void poke() {
                pokes.release();
            }
        };
    }
}
