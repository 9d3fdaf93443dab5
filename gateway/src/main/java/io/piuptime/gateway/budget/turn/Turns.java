package io.piuptime.gateway.budget.turn;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.gateway.pending.Pending;
import io.piuptime.gateway.queue.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * All exchanges that wait for limits. One thread looks at their clocks while there are any: whoever waits for a window to end is
 * called then, and whoever has waited for long enough gives up.
 */
public final class Turns implements AutoCloseable {
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    private final Queue queue;
    private final LongSupplier nanos;
    private final Set<Turn> waiting = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean over;

    /**
     * Nobody waits.
     *
     * @param queue the one that the meters' lines belong to
     */
    public Turns(Queue queue, LongSupplier nanos) {
        this.queue = requireNonNull(queue, "queue");
        this.nanos = nanos;
        this.thread = Thread.ofPlatform().daemon().name("piup-turns").unstarted(this::look);
    }

    /** Begins to look at clocks. */
    public void start() {
        thread.start();
    }

    /** How many wait. */
    public long waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }

    boolean maySomebodyWaitFor(Reached reached) {
        return reached.shareMayCome() || reached.mayWait();
    }

    Pending turn(Rates.Claim claim, Reached reached) {
        return new Turn(this, claim, reached);
    }

    Queue queue() {
        return queue;
    }

    long now() {
        return nanos.getAsLong();
    }

    void add(Turn turn) {
        waiting.add(turn);
        if (waiting.size() == 1) {
            LockSupport.unpark(thread);
        }
    }

    void remove(Turn turn) {
        waiting.remove(turn);
    }

    /** Looks at everybody's clock once. */
    void tick() {
        long now = now();
        for (Turn turn : waiting) {
            turn.tick(now);
        }
    }

    private void look() {
        while (!over) {
            if (waiting.isEmpty()) {
                LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            } else {
                tick();
                LockSupport.parkNanos(this, TICK);
            }
        }
    }
}
