package io.piuptime.testkit.gpu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The places of an engine and the queue before them. Time is told by whoever calls: a place that becomes free late, because a
 * timer was late, was free when it should have been. Used by one thread.
 *
 * @param <W> what waits
 */
final class Places<W> {
    private final int places;
    private final Deque<W> queue = new ArrayDeque<>();
    private int running;
    private long finished;

    Places(int places) {
        this.places = places;
    }

    /** Whether work that comes can begin; else it waits. */
    boolean arrives(W work) {
        if (running < places) {
            running++;
            return true;
        }
        queue.addLast(work);
        return false;
    }

    /** Ends work; returns what takes its place. */
    Optional<W> ends(boolean well) {
        finished += well ? 1 : 0;
        W next = queue.pollFirst();
        if (next == null) {
            running--;
        }
        return Optional.ofNullable(next);
    }

    /** Takes work that waits out of the queue. */
    void leaves(W work) {
        queue.remove(work);
    }

    int running() {
        return running;
    }

    int waiting() {
        return queue.size();
    }

    long finished() {
        return finished;
    }

    double use() {
        return 0.9 * running / places;
    }
}
