package io.piuptime.stores.memory;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Deals limits out in memory, to whoever is in the same process. */
public final class MemoryShareStore implements ShareStore {
    private final LongSupplier millis;
    private final Map<String, Map<Holder, Held>> meters = new HashMap<>();
    private final Map<String, Long> nodes = new HashMap<>();
    private long era = 1;

    /**
     * Who holds something, and of what part of time.
     *
     * @param place of the slot, or of the window's beginning
     */
    private record Holder(String node, long place) {}

    private record Held(long amount, long until) {}

    /**
     * Nothing is dealt out.
     *
     * @param millis its time, since the epoch
     */
    public MemoryShareStore(LongSupplier millis) {
        this.millis = millis;
    }

    @Override
    public synchronized Optional<Dealt> deal(String node, List<Ask> asks) {
        long now = millis.getAsLong();
        nodes.put(node, now + NODE_MILLIS);
        nodes.values().removeIf(until -> until <= now);
        List<Dealt.Grant> grants = new ArrayList<>();
        for (Ask ask : asks) {
            grants.add(deal(node, ask, now));
        }
        return Optional.of(new Dealt(now, nodes.size(), era, grants));
    }

    /** Forgets everything. */
    public synchronized void flush() {
        meters.clear();
        nodes.clear();
        era++;
    }

    private Dealt.Grant deal(String node, Ask ask, long now) {
        Map<Holder, Held> held = meters.computeIfAbsent(ask.meter(), _ -> new HashMap<>());
        held.values().removeIf(one -> one.until() <= now);
        long place = place(ask.term());
        long until = until(ask.term(), now);
        if (from(ask.term()) > now || until <= now) {
            return new Dealt.Grant(0, 0, false);
        }
        boolean current = isCurrent(ask.term(), now);
        held.remove(new Holder(node, place));
        boolean together = ask.term() instanceof Term.Slot;
        long others = held.entrySet().stream()
                .filter(one -> together || one.getKey().place() == place)
                .mapToLong(one -> one.getValue().amount())
                .sum();
        long left = Math.max(0, ask.cap() - others - ask.held());
        long more = current ? Math.min(ask.want(), left) : 0;
        held.put(new Holder(node, place), new Held(ask.held() + more, until));
        return new Dealt.Grant(more, left - more, current);
    }

    private static long place(Term term) {
        return switch (term) {
            case Term.Fixed fixed -> fixed.from();
            case Term.Slot slot -> slot.index();
            case Term.Present _ -> 0;
        };
    }

    private static long from(Term term) {
        return switch (term) {
            case Term.Fixed fixed -> fixed.from();
            case Term.Slot slot -> slot.index() * slot.width();
            case Term.Present _ -> 0;
        };
    }

    private static long until(Term term, long now) {
        return switch (term) {
            case Term.Fixed fixed -> fixed.until();
            case Term.Slot slot -> (slot.index() + slot.count()) * slot.width();
            case Term.Present _ -> now + PRESENT_MILLIS;
        };
    }

    /** Whether something may be granted in it: of the slots of a rolling window the present one alone. */
    private static boolean isCurrent(Term term, long now) {
        return switch (term) {
            case Term.Fixed _, Term.Present _ -> true;
            case Term.Slot slot -> Math.floorDiv(now, slot.width()) == slot.index();
        };
    }
}
