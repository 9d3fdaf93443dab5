package io.piuptime.gateway.queue;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** All who wait for one model, and who of them gives way when they are too many. Guarded by the queue. */
final class Crowd {
    private final LinkedHashSet<Ticket> tickets = new LinkedHashSet<>();
    private final Map<String, Integer> callers = new HashMap<>();

    int size() {
        return tickets.size();
    }

    void add(Ticket ticket) {
        tickets.add(ticket);
        callers.merge(ticket.caller(), 1, Integer::sum);
    }

    void remove(Ticket ticket) {
        if (tickets.remove(ticket)) {
            callers.computeIfPresent(ticket.caller(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Whoever has the least right: of the lowest priority, of the caller with the most of them, the newest. */
    Ticket least(Ticket comer) {
        Ticket least = comer;
        int most = count(comer) + 1;
        if (callers.size() == 1 && callers.containsKey(comer.caller()) && isLowest(comer)) {
            return comer;
        }
        for (Ticket ticket : tickets) {
            int count = ticket.caller().equals(comer.caller()) ? count(comer) + 1 : count(ticket);
            int order = ticket.priority().compareTo(least.priority());
            if (order > 0 || (order == 0 && count > most)) {
                least = ticket;
                most = count;
            } else if (order == 0 && count == most && !least.equals(comer)) {
                least = ticket; // later in the set, so newer
            }
        }
        return least;
    }

    private boolean isLowest(Ticket comer) {
        for (Ticket ticket : tickets) {
            if (comer.priority().isBefore(ticket.priority())) {
                return false;
            }
        }
        return true;
    }

    private int count(Ticket ticket) {
        return callers.getOrDefault(ticket.caller(), 0);
    }
}
