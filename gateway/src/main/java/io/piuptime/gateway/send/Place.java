package io.piuptime.gateway.send;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.queue.Ticket;
import io.piuptime.gateway.queue.Waiter;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import java.time.Duration;
import java.util.List;

/** The waiting of one sending for a place at a target, while all that could take it are full. */
final class Place implements Waiter {
    /** Those who wait for one model are at most this part of all exchanges. */
    private static final int PART = 8;

    private final Sending sending;
    private final Ticket ticket;
    private final Duration patience;
    private final long until;

    Place(Sending sending, long now) {
        Exchange exchange = sending.exchange();
        Priority priority = exchange.head().priority();
        Timers timers = sending.timers();
        this.sending = sending;
        this.patience = priority == Priority.BATCH ? timers.placeOfBatch() : timers.place();
        this.until = now + patience.toNanos();
        this.ticket = new Ticket(
                priority,
                exchange.caller()
                        .map(Caller::keyId)
                        .orElseGet(() -> exchange.head().address()),
                exchange.model().name(),
                now,
                this);
    }

    /** Begins to wait. Returns whether it may. */
    boolean join(List<Line> lines) {
        int most = Math.max(1, sending.exchange().snapshot().limits().exchanges() / PART);
        return sending.loop().queue().join(ticket, lines, most);
    }

    /** What it was called for was gone: waits on. */
    void rejoin(List<Line> lines) {
        sending.loop().queue().rejoin(ticket, lines);
    }

    /** It was called, and tries for the place now. */
    void arrived() {
        sending.loop().queue().arrived(ticket);
    }

    void leave() {
        sending.loop().queue().leave(ticket);
    }

    /** When waiting began. */
    long since() {
        return ticket.since();
    }

    /** Why it waits no longer when its time is over. */
    String late() {
        return "none had a place within " + patience.toMillis() + " ms";
    }

    /** There was no place; who is told so may ask again after a while that differs from one to the next. */
    static Failure none(Exchange exchange, String why) {
        return Failure.unasked(new Refusal.Overloaded(
                "The targets of model '" + exchange.model().name() + "' are at their limits, and " + why
                        + "; try again.",
                Duration.ofSeconds(1 + Math.floorMod(exchange.head().id().hashCode(), 3))));
    }

    boolean isOver(long now) {
        return now - until >= 0;
    }

    @Override
    public void called() {
        sending.loop().enter(() -> sending.placeFree(this));
    }

    @Override
    public void displaced() {
        sending.loop().enter(() -> sending.displaced(this));
    }
}
