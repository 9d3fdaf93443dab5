package io.piuptime.app.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Starts parts side by side: a start is as slow as its slowest part, not as all of them. */
final class Beginnings implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("piup-start-", 0).factory());

    /** Begins to make a part; {@code get} waits for it and throws what its making threw. */
    <T> Supplier<T> begin(Supplier<T> making) {
        Future<T> made = threads.submit(making::get);
        return () -> {
            try {
                return made.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(String.valueOf(e.getCause()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        };
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
