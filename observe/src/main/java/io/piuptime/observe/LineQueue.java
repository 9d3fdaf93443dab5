package io.piuptime.observe;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of lines from threads that must not wait to a sink that may. Two buffers take turns: one is filled while
 * the other is written, whole lines at a time, in big writes. What finds no room, or is refused by the sink, is dropped
 * and counted.
 */
public final class LineQueue implements AutoCloseable {
    private static final int FIRST_SIZE = 64 << 10;
    /** Lines gather for so long before they are written, so that a busy process makes few writes. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final LineSink sink;
    private final int half;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Thread drainer;

    private byte[] filling = new byte[FIRST_SIZE];
    private byte[] draining = new byte[FIRST_SIZE];
    private int filled;
    private int lines;
    private boolean idle;
    private boolean urgent;
    private boolean closed;
    private long accepted;
    private long settled;
    private long dropped;

    private LineQueue(LineSink sink, int capacity, String name) {
        this.sink = sink;
        this.half = capacity / 2;
        this.drainer = Thread.ofPlatform().daemon().name(name).unstarted(this::drain);
    }

    /**
     * A running queue.
     *
     * @param sink closed with the queue
     * @param capacity bytes held at most
     * @param name of the thread that writes
     */
    public static LineQueue start(LineSink sink, int capacity, String name) {
        if (capacity < 2 * FIRST_SIZE) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= " + 2 * FIRST_SIZE + ")");
        }
        LineQueue queue = new LineQueue(sink, capacity, name);
        queue.drainer.start();
        return queue;
    }

    /**
     * Takes a line, its line feed included, if there is room for it. The array belongs to the caller again when the method
     * returns.
     */
    public boolean offer(byte[] line, int length) {
        lock.lock();
        try {
            if (closed || filled + length > half) {
                dropped++;
                return false;
            }
            if (filled + length > filling.length) {
                filling = Arrays.copyOf(filling, Math.min(half, Math.max(filling.length * 2, filled + length)));
            }
            System.arraycopy(line, 0, filling, filled, length);
            filled += length;
            lines++;
            accepted++;
            if (idle || (filled > half / 2 && !urgent)) {
                urgent |= filled > half / 2;
                idle = false;
                work.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lines that did not reach the sink. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every line taken so far was written or dropped; false when that took too long. */
    public boolean flush(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            long goal = accepted;
            while (settled < goal) {
                if (left <= 0) {
                    return false;
                }
                urgent = true;
                work.signal();
                left = progress.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is left, for at most two seconds, and closes the sink. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!drainer.join(CLOSE)) {
                drainer.interrupt();
            }
        } catch (InterruptedException interrupted) {
            drainer.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        try {
            while (true) {
                Batch batch = next();
                if (batch.lines == 0) {
                    break;
                }
                settle(batch, write(batch));
            }
        } catch (InterruptedException interrupted) {
            refuseFurther();
        } finally {
            closeSink();
        }
    }

    /** Waits for lines and takes them all; none only when the queue was closed. */
    private Batch next() throws InterruptedException {
        lock.lock();
        try {
            while (filled == 0 && !closed) {
                urgent = false;
                idle = true;
                work.await();
            }
            idle = false;
            long left = GATHER_NANOS;
            while (!urgent && !closed && left > 0) {
                left = work.awaitNanos(left);
            }
            urgent = false;
            Batch batch = new Batch(filling, filled, lines);
            filling = draining;
            draining = batch.bytes;
            filled = 0;
            lines = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean write(Batch batch) {
        try {
            sink.write(batch.bytes, batch.length);
            return true;
        } catch (IOException | RuntimeException refused) {
            // Whatever it is, the next lines are tried again: the thread must not end before the queue is closed.
            return false;
        }
    }

    private void settle(Batch batch, boolean written) {
        lock.lock();
        try {
            settled += batch.lines;
            if (!written) {
                dropped += batch.lines;
            }
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void refuseFurther() {
        lock.lock();
        try {
            closed = true;
            dropped += accepted - settled;
            settled = accepted;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void closeSink() {
        try {
            sink.close();
        } catch (IOException ignored) {
            // Everything that could be written was written, and what was not is counted.
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Batch(byte[] bytes, int length, int lines) {}
}
