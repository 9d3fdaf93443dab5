package io.piuptime.gateway.budget.money.journal;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A journal of which each line is told as text too, for who checks the whole history afterwards. */
public final class Told implements MoneyJournal {
    private final MoneyJournal journal;
    private final Consumer<String> listener;

    public Told(MoneyJournal journal, Consumer<String> listener) {
        this.journal = requireNonNull(journal, "journal");
        this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public Past open(Supplier<List<Entry>> state) {
        Past past = journal.open(state);
        listener.accept("open " + past.entries().size() + (past.complete() ? " complete" : " incomplete"));
        past.entries().forEach(entry -> listener.accept("past " + text(entry)));
        return past;
    }

    @Override
    public void begin() {
        journal.begin();
    }

    @Override
    public boolean append(Entry entry, Need need) {
        boolean kept = journal.append(entry, need);
        listener.accept((kept ? "" : "lost ") + text(entry));
        return kept;
    }

    @Override
    public void tend() {
        journal.tend();
    }

    @Override
    public void close() {
        journal.close();
        listener.accept("close");
    }

    /** A line as words: {@code reserve 17 1:2500 2:2500}. */
    public static String text(Entry entry) {
        return switch (entry) {
            case Entry.Balance balance ->
                "balance " + balance.number() + " " + balance.account().text() + " " + balance.granted() + " "
                        + balance.spent() + " " + balance.unconfirmed();
            case Entry.Granted granted -> "grant " + granted.account() + " " + granted.granted();
            case Entry.Reserved reserved ->
                "reserve " + reserved.id()
                        + reserved.parts().stream()
                                .map(part -> " " + part.account() + ":" + part.micros())
                                .collect(Collectors.joining());
            case Entry.Settled settled -> "settle " + settled.id() + " " + settled.micros();
            case Entry.Unconfirmed unconfirmed -> "unconfirm " + unconfirmed.id();
        };
    }
}
