package io.piuptime.gateway.queue;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.exchange.Priority;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one target. Each priority has a share of the places that become free, so that the lowest gets some
 * too; within a priority callers take turns. While those in front have waited for long, so that many will give up before
 * their turn, a caller's newest goes first: it can still be answered in time.
 */
public final class Line {

    private final Queue queue;
    private final EnumMap<Priority, Rank> ranks = new EnumMap<>(Map.of(
            Priority.CRITICAL, new Rank(64, true),
            Priority.INTERACTIVE, new Rank(16, true),
            Priority.STANDARD, new Rank(4, true),
            Priority.BATCH, new Rank(1, false)));

    private double hadLast;

    private volatile int waiting;
    private volatile int called;

    Line(Queue queue) {
        this.queue = queue;
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return waiting == 0;
    }

    /** How many wait. */
    public int waiting() {
        return waiting;
    }

    /** How many were called and have not tried for their place yet: as many places are theirs. */
    public int called() {
        return called;
    }

    /** A place at the target may have become free: calls whoever has the next turn. */
    public void freed() {
        if (waiting > 0) {
            queue.call(this);
        }
    }

    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"
    }) // written under the queue's lock
    void join(Ticket ticket, boolean again) {
        Rank rank = rank(ticket.priority());
        if (rank.isEmpty()) {
            rank.hadAtLeast(hadLast);
        }
        if (again) {
            rank.addFirst(ticket);
            hadLast = Math.min(hadLast, rank.had()); // as if it had not been called
        } else {
            rank.add(ticket);
        }
        waiting++;
    }

    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"
    }) // written under the queue's lock
    void leave(Ticket ticket) {
        rank(ticket.priority()).remove(ticket);
        waiting--;
    }

    /** So many more are called, or fewer. */
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"
    }) // written under the queue's lock
    void called(int change) {
        called += change;
    }

    /** Takes out whose turn it is. */
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"
    }) // written under the queue's lock
    @Nullable
    Ticket poll(long now) {
        Rank turn = null;
        for (Rank rank : ranks.values()) {
            if (!rank.isEmpty() && (turn == null || rank.had() < turn.had())) {
                turn = rank;
            }
        }
        if (turn == null) {
            return null;
        }
        hadLast = turn.had();
        waiting--;
        return turn.poll(now);
    }

    private Rank rank(Priority priority) {
        return requireNonNull(ranks.get(priority));
    }
}
