package io.piuptime.gateway.budget.money.ledger;

import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A journal in memory that can be read again, be full, and lose its end. */
public final class ListJournal implements MoneyJournal {
    private final List<Entry> lines = new ArrayList<>();
    private boolean complete = true;
    private boolean full;
    private boolean fresh = true;

    public List<Entry> lines() {
        return List.copyOf(lines);
    }

    /** The machine ends: the last lines are lost. */
    void crash(int lost) {
        lines.subList(lines.size() - lost, lines.size()).clear();
        complete = false;
    }

    void full(boolean is) {
        full = is;
    }

    @Override
    public Past open(Supplier<List<Entry>> state) {
        Past past = new Past(lines, complete, fresh);
        complete = true;
        fresh = false;
        return past;
    }

    @Override
    public void begin() {
        // it goes on where it was
    }

    @Override
    public boolean append(Entry entry, Need need) {
        return !full && lines.add(entry);
    }

    @Override
    public void tend() {
        // memory needs no looking after
    }

    @Override
    public void close() {
        // it stays, to be read again
    }
}
