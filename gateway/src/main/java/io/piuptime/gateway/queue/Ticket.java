package io.piuptime.gateway.queue;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.exchange.Priority;
import java.util.List;
import java.util.Optional;

/** The right of one exchange to wait, and its place among the others. Its state is the queue's. */
public final class Ticket {
    private final Priority priority;
    private final String caller;
    private final String crowd;
    private final long since;
    private final Waiter waiter;

    /** The line that called it, until it has tried for the place. */
    Optional<Line> calledBy = Optional.empty();

    /** Empty while it does not wait. */
    List<Line> lines = List.of();

    /**
     * A ticket that does not wait yet.
     *
     * @param caller callers of one priority take turns
     * @param crowd of how many may wait: the model's name
     * @param since when waiting began, in monotonic nanoseconds
     */
    public Ticket(Priority priority, String caller, String crowd, long since, Waiter waiter) {
        this.priority = requireNonNull(priority, "priority");
        this.caller = requireNonNull(caller, "caller");
        this.crowd = requireNonNull(crowd, "crowd");
        this.since = since;
        this.waiter = requireNonNull(waiter, "waiter");
    }

    public Priority priority() {
        return priority;
    }

    public String caller() {
        return caller;
    }

    public String crowd() {
        return crowd;
    }

    public long since() {
        return since;
    }

    Waiter waiter() {
        return waiter;
    }

    boolean waits() {
        return !lines.isEmpty();
    }
}
