package io.piuptime.gateway.queue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All lines of this node. A ticket stands in the line of each target that could take it, and is called by the first that
 * has a place. How many wait is bounded for each model by itself, so that none takes the room of another; when they are too
 * many, whoever has the least right gives way. Waiting is bounded in time by those who wait.
 *
 * <p>One lock guards all lines: nobody comes here while there are places, and what is done under it is short.
 */
public final class Queue {
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanos;
    private final Map<String, Crowd> crowds = new HashMap<>();
    private final AtomicLong turnedAway = new AtomicLong();
    private volatile int waiting;

    /**
     * An empty queue.
     *
     * @param nanos the monotonic clock that tickets are dated by
     */
    public Queue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A new line, for a target. */
    public Line line() {
        return new Line(this);
    }

    /** How many wait, in all lines. */
    public int waiting() {
        return waiting;
    }

    /** How many could not wait, or were displaced, since the start. */
    public long turnedAway() {
        return turnedAway.get();
    }

    /**
     * Waits in lines, behind those of the same right.
     *
     * @param most of how many may wait for the model
     * @return whether it may wait; if not, nobody was told
     */
    public boolean join(Ticket ticket, List<Line> lines, int most) {
        if (lines.isEmpty() || ticket.waits()) {
            throw new IllegalStateException("a ticket joins " + lines.size() + " lines (expected: >= 1, once)");
        }
        Ticket displaced = null;
        lock.lock();
        try {
            Crowd crowd = crowds.computeIfAbsent(ticket.crowd(), _ -> new Crowd());
            if (crowd.size() >= most) {
                displaced = crowd.least(ticket);
                turnedAway.incrementAndGet();
                if (displaced.equals(ticket)) {
                    forgetIfEmpty(ticket, crowd);
                    return false;
                }
                takeOut(displaced);
            }
            putIn(ticket, lines, false);
        } finally {
            lock.unlock();
        }
        if (displaced != null) {
            displaced.waiter().displaced();
        }
        return true;
    }

    /** Waits again at the place that it had, since what it was called for was gone. */
    public void rejoin(Ticket ticket, List<Line> lines) {
        lock.lock();
        try {
            putIn(ticket, lines, true);
        } finally {
            lock.unlock();
        }
    }

    /** Waits no longer; whoever does not wait may say so too. */
    public void leave(Ticket ticket) {
        lock.lock();
        try {
            takeOut(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever was called says so before it tries for the place. */
    public void arrived(Ticket ticket) {
        lock.lock();
        try {
            ticket.calledBy.ifPresent(line -> line.called(-1));
            ticket.calledBy = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void call(Line line) {
        Ticket called = take(line);
        if (called != null) {
            called.waiter().called();
        }
    }

    private @Nullable Ticket take(Line line) {
        lock.lock();
        try {
            Ticket next = line.poll(nanos.getAsLong());
            if (next != null) {
                takeOut(next, line);
                next.calledBy = Optional.of(line);
                line.called(1);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void putIn(Ticket ticket, List<Line> lines, boolean again) {
        ticket.lines = List.copyOf(lines);
        for (Line line : ticket.lines) {
            line.join(ticket, again);
        }
        crowds.computeIfAbsent(ticket.crowd(), _ -> new Crowd()).add(ticket);
        count(1);
    }

    private void takeOut(Ticket ticket) {
        takeOut(ticket, null);
    }

    @SuppressWarnings("ReferenceEquality") // a line is itself
    private void takeOut(Ticket ticket, @Nullable Line polled) {
        if (!ticket.waits()) {
            return;
        }
        for (Line line : ticket.lines) {
            if (line != polled) {
                line.leave(ticket);
            }
        }
        ticket.lines = List.of();
        Crowd crowd = crowds.get(ticket.crowd());
        if (crowd != null) {
            crowd.remove(ticket);
            forgetIfEmpty(ticket, crowd);
        }
        count(-1);
    }

    private void forgetIfEmpty(Ticket ticket, Crowd crowd) {
        if (crowd.size() == 0) {
            crowds.remove(ticket.crowd());
        }
    }

    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // written under the lock
    private void count(int change) {
        waiting += change;
    }
}
