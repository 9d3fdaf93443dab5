package io.piuptime.gateway.queue;

import io.piuptime.model.exchange.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A queue whose calls are written down. */
final class Called {
    static final long MILLI = 1_000_000L;

    final Queue queue = new Queue(() -> this.now);
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    long now = 5_000 * MILLI;

    /** A ticket that writes down its name, or its name with a minus when it is displaced. */
    Ticket ticket(String name, Priority priority, String caller) {
        return ticket(name, priority, caller, "m");
    }

    Ticket ticket(String name, Priority priority, String caller, String model) {
        return new Ticket(priority, caller, model, now, new Waiter() {
            @Override
            public void called() {
                calls.add(name);
            }

            @Override
            public void displaced() {
                calls.add("-" + name);
            }
        });
    }

    Ticket join(Line line, String name, Priority priority, String caller) {
        Ticket ticket = ticket(name, priority, caller);
        if (!queue.join(ticket, List.of(line), Integer.MAX_VALUE)) {
            throw new AssertionError(name + " may not wait (expected: may)");
        }
        return ticket;
    }

    /** Frees as many places, and gives the calls since the last time. */
    List<String> free(Line line, int count) {
        calls.clear();
        for (int at = 0; at < count; at++) {
            line.freed();
        }
        return List.copyOf(calls);
    }
}
