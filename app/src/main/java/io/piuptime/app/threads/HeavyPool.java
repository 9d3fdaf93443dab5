package io.piuptime.app.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread for what would hold an event loop up; there only while there is such work. */
public final class HeavyPool {
    private static final int WAITING = 256;
    private static final int IDLE_SECONDS = 30;

    private HeavyPool() {}

    public static ExecutorService start() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("piup-heavy").factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
