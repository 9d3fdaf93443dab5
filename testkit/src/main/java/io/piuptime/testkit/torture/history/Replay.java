package io.piuptime.testkit.torture.history;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through a node's history and finds what cannot be: a reservation with two ends or none, one that nothing was left for,
 * money that a new file knows otherwise than the old one. Reckons by itself how far soft budgets may have been overspent.
 */
public final class Replay {
    private static final String FOR_EVER = "total";

    private final JournalHistory history;
    private final Set<String> soft;
    private final long dearest;

    private final Map<AccountId, Purse> purses = new HashMap<>();
    private final Map<Integer, Purse> byNumber = new HashMap<>();
    private final Set<AccountId> taken = new HashSet<>();
    private final Map<Long, List<Entry.Part>> open = new HashMap<>();
    private final Set<Long> known = new HashSet<>();
    private long settled;
    private long unconfirmed;
    private long reaped;
    private long twice;
    private long unfounded;
    private long unbalanced;
    /** What soft attempts under way may have cost beyond their reservations, now and at the worst moment. */
    private long beyond;

    private long mostBeyond;
    /** What soft attempts of which nobody was told may have cost beyond what they count for. */
    private long untold;

    private static final class Purse {
        private final AccountId id;
        private long granted;
        private long spent;
        private long unconfirmed;
        private long reserved;

        Purse(AccountId id) {
            this.id = id;
        }

        long free() {
            return granted - spent - unconfirmed - reserved;
        }

        boolean is(Entry.Balance balance) {
            return granted == balance.granted() && spent == balance.spent() && unconfirmed == balance.unconfirmed();
        }
    }

    private Replay(JournalHistory history, Set<String> soft, long dearest) {
        this.history = requireNonNull(history, "history");
        this.soft = Set.copyOf(soft);
        this.dearest = dearest;
        history.files().forEach(this::file);
    }

    /**
     * Goes through it.
     *
     * @param soft ids of the budgets that are not strict
     * @param dearest what an attempt under those cost at most, as its provider bills it
     */
    public static Replay of(JournalHistory history, Set<String> soft, long dearest) {
        return new Replay(history, soft, dearest);
    }

    public Ends ends() {
        return new Ends(known.size(), settled, unconfirmed, reaped, open.size(), twice, unfounded, unbalanced);
    }

    /** What the node answers for in the end. */
    public List<Stood> standings() {
        return purses.values().stream()
                .map(purse ->
                        new Stood(history.node(), purse.id.budget(), purse.granted, purse.spent, purse.unconfirmed))
                .toList();
    }

    /**
     * How far this node may have overspent soft budgets: whatever takes the last of the money may cost all that such a thing
     * ever cost, what was under way then the difference to what it had reserved, and so may each that is unconfirmed.
     */
    public long softBound() {
        return Math.addExact(mostBeyond, untold);
    }

    private void file(List<Entry> lines) {
        Set<Long> carried = new HashSet<>();
        for (Entry line : lines) {
            if (line instanceof Entry.Reserved reserved && open.containsKey(reserved.id())) {
                carried.add(reserved.id());
            }
        }
        for (Long id : List.copyOf(open.keySet())) {
            if (!carried.contains(id)) {
                reaped++;
                hold(id);
            }
        }
        byNumber.clear();
        taken.clear();
        lines.forEach(this::line);
        unbalanced += purses.values().stream()
                .filter(purse -> purse.id.window().equals(FOR_EVER) && !taken.contains(purse.id))
                .count();
    }

    private void line(Entry line) {
        switch (line) {
            case Entry.Balance balance -> take(balance);
            case Entry.Granted granted -> purse(granted.account()).granted = granted.granted();
            case Entry.Reserved reserved -> begin(reserved);
            case Entry.Settled end -> settle(end);
            case Entry.Unconfirmed end -> {
                if (open.containsKey(end.id())) {
                    unconfirmed++;
                    hold(end.id());
                } else {
                    twice++;
                }
            }
        }
    }

    private void take(Entry.Balance balance) {
        Purse purse = purses.get(balance.account());
        if (purse == null) {
            purse = new Purse(balance.account());
            purses.put(balance.account(), purse);
        } else if (!taken.contains(balance.account()) && !purse.is(balance)) {
            unbalanced++;
        }
        taken.add(balance.account());
        purse.granted = balance.granted();
        purse.spent = balance.spent();
        purse.unconfirmed = balance.unconfirmed();
        byNumber.put(balance.number(), purse);
    }

    private void begin(Entry.Reserved reserved) {
        List<Entry.Part> before = open.get(reserved.id());
        if (before != null) {
            // a new file tells again what is under way
            twice += before.equals(reserved.parts()) ? 0 : 1;
            return;
        }
        if (!known.add(reserved.id())) {
            twice++;
            return;
        }
        boolean founded = true;
        for (Entry.Part part : reserved.parts()) {
            Purse purse = purse(part.account());
            founded &= isSoft(purse) ? purse.free() > 0 : purse.free() >= part.micros();
            purse.reserved += part.micros();
            if (isSoft(purse)) {
                mostBeyond = Math.max(mostBeyond, beyond + dearest);
                beyond += beyond(part);
            }
        }
        unfounded += founded ? 0 : 1;
        open.put(reserved.id(), reserved.parts());
    }

    private void settle(Entry.Settled end) {
        List<Entry.Part> parts = open.remove(end.id());
        if (parts == null) {
            twice++;
            return;
        }
        settled++;
        for (Entry.Part part : parts) {
            release(part).spent += end.micros();
        }
    }

    /** All that it held counts. */
    private void hold(Long id) {
        for (Entry.Part part : List.copyOf(open.getOrDefault(id, new ArrayList<>()))) {
            Purse purse = release(part);
            purse.unconfirmed += part.micros();
            untold += isSoft(purse) ? beyond(part) : 0;
        }
        open.remove(id);
    }

    private Purse release(Entry.Part part) {
        Purse purse = purse(part.account());
        purse.reserved -= part.micros();
        beyond -= isSoft(purse) ? beyond(part) : 0;
        return purse;
    }

    private long beyond(Entry.Part part) {
        return Math.max(0, dearest - part.micros());
    }

    private boolean isSoft(Purse purse) {
        return soft.contains(purse.id.budget());
    }

    private Purse purse(int number) {
        Purse purse = byNumber.get(number);
        if (purse == null) {
            throw new IllegalStateException("journal of " + history.node() + ": account " + number
                    + " (expected: one of " + byNumber.keySet() + ")");
        }
        return purse;
    }
}
