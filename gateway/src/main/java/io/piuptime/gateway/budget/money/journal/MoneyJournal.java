package io.piuptime.gateway.budget.money.journal;

import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps lines so that they outlive the process once {@link #append} has returned. A crash of the machine may take some: the
 * next run is told. All but {@link #tend} is called under one lock.
 */
public interface MoneyJournal extends AutoCloseable {
    /**
     * What earlier runs have left.
     *
     * @param entries in their order
     * @param complete whether none can be missing: false after a crash of the machine, or where lines were damaged
     * @param fresh whether there never was a run
     */
    record Past(List<Entry> entries, boolean complete, boolean fresh) {
        public Past {
            entries = List.copyOf(entries);
        }
    }

    /** How much room is kept for a line. */
    enum Need {
        /** There is some left behind it for the end of what has begun. */
        BEGINS,
        /** Any room will do. */
        ENDS
    }

    /**
     * Reads what is there, once, before anything is written.
     *
     * @param state all that counts at the time of the call, as lines; asked when what was written is to be replaced by it
     */
    Past open(Supplier<List<Entry>> state);

    /** Begins to write, with the state as it is. */
    void begin();

    /** Keeps a line. Returns false when there is no room: then it is not kept. */
    boolean append(Entry entry, Need need);

    /** Prepares room ahead; called now and then, on a thread that may wait. */
    void tend();

    /** Ends well: the next run finds all of it, even if the machine ends too. */
    @Override
    void close();

    /** Keeps nothing: what a process without a disk has. */
    static MoneyJournal none() {
        return new MoneyJournal() {
            @Override
            public Past open(Supplier<List<Entry>> state) {
                return new Past(List.of(), true, true);
            }

            @Override
            public void begin() {
                // there is nothing to write to
            }

            @Override
            public boolean append(Entry entry, Need need) {
                return true;
            }

            @Override
            public void tend() {
                // there is nothing to look after
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }
}
