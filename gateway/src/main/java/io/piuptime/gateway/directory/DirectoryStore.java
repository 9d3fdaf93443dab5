package io.piuptime.gateway.directory;

import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Entries of the directory at rest, and the numbered feed of their changes: whoever has seen a change has seen all with lower
 * numbers. Calls wait for a disk or a network and are never made on an event loop.
 */
public interface DirectoryStore {
    /**
     * Adds an entry, or puts it in the place of the one with its kind and id.
     *
     * @throws Conflict when what is there is not what was expected
     */
    Change put(Entry entry, Expected expected);

    /**
     * Removes an entry. Its number in the feed stays.
     *
     * @throws Conflict when what is there is not what was expected; {@link Expected#NEW} has no meaning here
     */
    Change remove(Kind kind, String id, Expected expected);

    /** An entry's last change; empty if there never was one. */
    Optional<Change> find(Kind kind, String id);

    /** Entries that are there, in the order in which they were first added. */
    Page list(Query query);

    /** The last changes of entries with a sequence above the given one, in order, at most {@code limit}. */
    List<Change> changesAfter(long sequence, int limit);

    /**
     * What has to be there for a change to be made.
     *
     * @param version the entry's; 0 = none, {@link #ANY} of them
     * @param witness another entry that has to be as it was, for the change is right only beside it
     */
    record Expected(long version, Optional<Witness> witness) {
        private static final long WHATEVER = -1;

        /** None, or one that was removed. */
        public static final Expected NEW = new Expected(0);

        /** Whatever is there, or nothing. */
        public static final Expected ANY = new Expected(WHATEVER);

        public Expected(long version) {
            this(version, Optional.empty());
        }

        public boolean isAny() {
            return version == WHATEVER;
        }

        /**
         * Lets a change pass if the witness is as it was.
         *
         * @param find an entry's last change, read in the same transaction as the change is made
         * @throws Conflict when it is not
         */
        public <X extends Exception> void checkWitness(Finder<X> find) throws X {
            if (witness.isPresent()) {
                Witness other = witness.get();
                Optional<Long> there = find.last(other.kind(), other.id())
                        .filter(change -> change.entry().isPresent())
                        .map(Change::version);
                new Expected(other.version()).check(other.kind(), other.id(), there);
            }
        }

        /**
         * Lets a put pass.
         *
         * @param there version of the entry that is there; empty = none
         * @throws Conflict when it is not what was expected
         */
        public void check(Kind kind, String id, Optional<Long> there) {
            boolean met = isAny() || there.orElse(0L) == version;
            if (!met) {
                throw new Conflict(kind.id() + " " + id + ": "
                        + there.map(Expected::word).orElse("none") + " (expected: "
                        + (version == 0 ? "none" : word(version)) + ")");
            }
        }

        /**
         * Lets a removal pass.
         *
         * @throws Conflict when what is there is not what was expected, or nothing ever was
         */
        public void checkRemoval(Kind kind, String id, Optional<Change> last) {
            if (last.isEmpty()) {
                throw new Conflict(kind.id() + " " + id + ": none (expected: one)");
            }
            check(kind, id, last.filter(change -> change.entry().isPresent()).map(Change::version));
        }

        private static String word(long version) {
            return "version " + version;
        }
    }

    /** Another entry than the one that is changed, in the version that was seen of it. */
    record Witness(Kind kind, String id, long version) {}

    /**
     * Finds an entry's last change.
     *
     * @param <X> what may go wrong
     */
    @FunctionalInterface
    interface Finder<X extends Exception> {
        Optional<Change> last(Kind kind, String id) throws X;
    }

    /**
     * Which entries are asked for.
     *
     * @param tenant whose; empty = all tenants'
     * @param parent below which, by {@link Entry#parent()}; empty = all
     * @param containing part of the name, whatever its case; empty = all
     * @param after the cursor that the page before gave; 0 = from the first on
     * @param limit at most so many
     */
    record Query(
            Kind kind,
            Optional<String> tenant,
            Optional<String> parent,
            Optional<String> containing,
            long after,
            int limit) {
        /** All of one kind, as many as there are. */
        public static Query all(Kind kind) {
            return new Query(kind, Optional.empty(), Optional.empty(), Optional.empty(), 0, Integer.MAX_VALUE);
        }
    }

    /**
     * Some of them.
     *
     * @param next the cursor of the next page; empty if this was the last
     */
    record Page(List<Change> changes, Optional<Long> next) {
        public Page {
            changes = List.copyOf(changes);
        }
    }

    /** Somebody else changed the entry meanwhile, or it is there already, or not there. */
    final class Conflict extends RuntimeException {
        /** Says what is there and what was expected. */
        public Conflict(String message) {
            super(message, null, false, false);
        }
    }
}
