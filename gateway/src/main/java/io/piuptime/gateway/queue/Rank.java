package io.piuptime.gateway.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tickets of one priority in one line: callers take turns, each with its own first. Guarded by the queue. */
final class Rank {
    private final LinkedHashMap<String, Deque<Ticket>> callers = new LinkedHashMap<>();
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LASTING = TimeUnit.SECONDS.toNanos(1);

    private final boolean mayReverse;
    private final double turn;
    private double had;
    private long longSince;
    private boolean isLong;

    /**
     * Without anybody.
     *
     * @param share of the places that become free, beside the shares of other ranks
     * @param mayReverse whether a caller's newest may go before its oldest
     */
    Rank(int share, boolean mayReverse) {
        this.turn = 1.0 / share;
        this.mayReverse = mayReverse;
    }

    /** What it has had of its share: the least has its turn. */
    double had() {
        return had;
    }

    /** A share is not saved while nobody waits. */
    void hadAtLeast(double least) {
        had = Math.max(had, least);
    }

    void add(Ticket ticket) {
        callers.computeIfAbsent(ticket.caller(), _ -> new ArrayDeque<>()).addLast(ticket);
    }

    /** Back to where it was before it was polled. */
    void addFirst(Ticket ticket) {
        Deque<Ticket> own = callers.get(ticket.caller());
        if (own == null) {
            own = new ArrayDeque<>();
        }
        own.addFirst(ticket);
        callers.putFirst(ticket.caller(), own);
        had -= turn;
    }

    void remove(Ticket ticket) {
        Deque<Ticket> own = callers.get(ticket.caller());
        if (own != null) {
            own.removeFirstOccurrence(ticket);
            if (own.isEmpty()) {
                callers.remove(ticket.caller());
            }
        }
    }

    boolean isEmpty() {
        return callers.isEmpty();
    }

    /** Takes out whose turn it is. */
    @Nullable
    Ticket poll(long now) {
        Map.Entry<String, Deque<Ticket>> next = callers.pollFirstEntry();
        if (next == null) {
            return null;
        }
        had += turn;
        Deque<Ticket> own = next.getValue();
        Ticket ticket = mayReverse && waitsLong(own.peekFirst(), now) ? own.pollLast() : own.pollFirst();
        if (!own.isEmpty()) {
            callers.putLast(next.getKey(), own);
        }
        return ticket;
    }

    /** Whether those in front have waited for long, and that for some time. */
    private boolean waitsLong(@Nullable Ticket first, long now) {
        if (first == null || now - first.since() <= LONG) {
            isLong = false;
            return false;
        }
        if (!isLong) {
            isLong = true;
            longSince = now;
        }
        return now - longSince >= LASTING;
    }
}
