package io.piuptime.stores.sqlite;

import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.stores.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Platform threads that do the work on a database, each with a session. The driver is native code: on a virtual thread it
 * would hold the carrier for as long as the disk takes.
 */
final class Lane implements AutoCloseable {
    private static final int WAITING = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    private final String name;
    private final BlockingQueue<Session> idle;
    private final ThreadPoolExecutor threads;

    Lane(String name, List<Session> sessions) {
        this.name = name;
        this.idle = new ArrayBlockingQueue<>(sessions.size(), false, sessions);
        this.threads = new ThreadPoolExecutor(
                sessions.size(),
                sessions.size(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    }

    /** Has some work done and waits for it. */
    <T> T run(Statements.Work<T> work) {
        Future<T> future;
        try {
            future = threads.submit(() -> withSession(work));
        } catch (RejectedExecutionException e) {
            String why = threads.isShutdown() ? "it is closed" : "more than " + WAITING + " calls wait";
            throw new StoreUnavailable(name + ": " + why, e);
        }
        return outcome(future);
    }

    /** Finishes what waits, then closes the sessions. */
    @Override
    public void close() {
        threads.shutdown();
        boolean done = false;
        try {
            done = threads.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (done) {
            idle.forEach(Session::close);
        }
    }

    private <T> T withSession(Statements.Work<T> work) throws InterruptedException {
        Session session = idle.take();
        try {
            return session.run(work);
        } finally {
            idle.add(session);
        }
    }

    private <T> T outcome(Future<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(false);
            throw new StoreUnavailable(name + ": no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(name + ": the caller was interrupted", e);
        } catch (ExecutionException e) {
            throw passedOn(e);
        }
    }

    /** The failure with the caller's stack below it. */
    private RuntimeException passedOn(ExecutionException e) {
        return switch (e.getCause()) {
            case StoreUnavailable known -> new StoreUnavailable(String.valueOf(known.getMessage()), known);
            // without stacks: nobody asks where it was found
            case Conflict conflict -> conflict;
            case IllegalArgumentException refused ->
                new IllegalArgumentException(String.valueOf(refused.getMessage()), refused);
            case null, default -> new StoreUnavailable(name + ": failed", e);
        };
    }
}
