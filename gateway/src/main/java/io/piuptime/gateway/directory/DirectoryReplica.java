package io.piuptime.gateway.directory;

import io.piuptime.gateway.directory.codec.EntryCodec;
import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.gateway.directory.file.KeyLog;
import io.piuptime.gateway.directory.file.ReplicaFile;
import io.piuptime.model.directory.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's copy of the directory, in memory and in the data folder's {@code directory.data}, so that its entries are known
 * after a restart though every store is gone. The file holds hashes of keys, never a key's text.
 *
 * <p>A store that does not continue what is held here was lost, recreated or set back. Then what is known here stays in
 * effect, revocations above all, and is put back into the store.
 */
public final class DirectoryReplica {
    static final int BATCH = 1_000;
    private static final int FRAMES_TO_SPARE = 1_000;

    private final ReplicaFile file;
    private final Directory directory = new Directory();
    private final Logger log;
    private final Optional<Instant> heardBefore;
    private Optional<PackedChange> last = Optional.empty();
    /** Whether the file lacks something that memory has, or holds what cannot be read. */
    private boolean fileAstray;
    /** Whether it was logged that the store does not continue what is held here. */
    private boolean strange;

    /** Loads the copy of a data folder; asks no store. */
    public DirectoryReplica(Path folder) {
        this(folder, LoggerFactory.getLogger(DirectoryReplica.class));
    }

    DirectoryReplica(Path folder, Logger log) {
        this.file = new ReplicaFile(folder);
        this.log = log;
        try {
            this.heardBefore = file.exists() ? Optional.of(file.writtenAt()) : Optional.empty();
            KeyLog old = new KeyLog(folder);
            if (old.exists() && !file.exists()) {
                carryOver(old);
            } else {
                load();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be used: " + e.getMessage(), e);
        }
    }

    public Directory directory() {
        return directory;
    }

    /** When the store was last heard before this start; empty for the first one. */
    public Optional<Instant> heardBefore() {
        return heardBefore;
    }

    /** Keeps when the store was heard; where that fails, the copy looks older after a restart than it is. */
    public synchronized void heard(Instant moment) {
        try {
            if (file.exists()) {
                file.touch(moment);
            }
        } catch (IOException e) {
            log.debug("{}: its time cannot be set: {}", file, e.getMessage());
        }
    }

    /**
     * Takes the store's changes since the last time, into memory first.
     *
     * @return how many
     * @throws UncheckedIOException when memory has them but the file does not; the next call tries again
     */
    public synchronized int catchUp(DirectoryStore store) {
        long from = last.map(PackedChange::sequence).orElse(0L);
        List<Change> batch = store.changesAfter(Math.max(0, from - 1), BATCH);
        if (last.isPresent() && !continues(store, batch, last.get())) {
            return restore(store, batch.isEmpty());
        }
        int taken = 0;
        boolean written = false;
        try {
            while (!batch.isEmpty()) {
                List<PackedChange> fresh = batch.stream()
                        .filter(change -> change.sequence() > directory.sequence())
                        .map(PackedChange::of)
                        .toList();
                fresh.forEach(directory::apply);
                last = fresh.isEmpty() ? last : Optional.of(fresh.getLast());
                taken += fresh.size();
                written |= append(fresh);
                batch = following(store, batch);
            }
        } finally {
            settle(written);
        }
        return taken;
    }

    private void load() throws IOException {
        ReplicaFile.State state = file.read(new Intake());
        tellDamage(state.damaged(), file);
        if (state.vocabulary() != EntryCodec.VOCABULARY && directory.size() > 0) {
            // another version of the program passed over what it did not know: everything is read again
            last = Optional.empty();
            directory.goOnFrom(0);
            fileAstray = true;
        }
        if (state.torn() && !fileAstray) {
            file.rewrite(directory::inOrder);
        }
    }

    private void carryOver(KeyLog old) throws IOException {
        tellDamage(old.read(new Intake()), old);
        file.rewrite(directory::inOrder);
        old.delete();
    }

    /** Takes what a file holds; goes on from the last change before the first damage. */
    private final class Intake implements ReplicaFile.Reader {
        @Override
        public void whole(PackedChange change) {
            directory.hold(change);
            directory.goOnFrom(change.sequence());
            last = Optional.of(change);
        }

        @Override
        public void beyond(PackedChange change) {
            directory.hold(change);
        }
    }

    private void tellDamage(int damaged, Object where) {
        if (damaged > 0) {
            log.error(
                    "{}: {} damaged places; a revocation among them is unknown here until the store is read again",
                    where,
                    damaged);
            fileAstray = true;
        }
    }

    /** Whether a store holds the last known change, or a later one of its entry. */
    private static boolean continues(DirectoryStore store, List<Change> batch, PackedChange last) {
        if (batch.isEmpty()) {
            return false;
        }
        Change first = batch.getFirst();
        Optional<Change> there =
                first.sequence() == last.sequence() || last.kind().isEmpty()
                        ? Optional.of(first)
                        : store.find(last.kind().get(), last.id());
        return there.filter(change -> change.kind() == last.kind().orElse(change.kind())
                        && change.id().equals(last.id())
                        && (same(change, last)
                                || (change.sequence() > last.sequence() && change.version() > last.version())))
                .isPresent();
    }

    private static boolean same(Change change, PackedChange last) {
        return change.sequence() == last.sequence()
                && change.version() == last.version()
                && change.entry().equals(last.entry());
    }

    private int restore(DirectoryStore store, boolean behind) {
        if (!strange) {
            log.error(
                    "the store's feed is {}: this node holds change {} of {} entries. The store was lost, recreated or set"
                            + " back; entries and revocations known here stay in effect and are put back into it",
                    behind ? "behind it" : "different from it",
                    directory.sequence(),
                    directory.size());
            strange = true;
        }
        int restored = new Restoration(directory, store, log).run();
        long[] end = {0};
        int[] read = {0};
        last = Optional.empty();
        feed(store, change -> {
            directory.hold(change);
            last = Optional.of(change);
            end[0] = change.sequence();
            read[0]++;
        });
        directory.goOnFrom(end[0]);
        fileAstray = true;
        strange = false;
        log.warn("{} entries and revocations were put back into the store, whose feed is now at {}", restored, end[0]);
        settle(false);
        return read[0];
    }

    /** Shows all changes of a store. */
    static void feed(DirectoryStore store, Consumer<PackedChange> consumer) {
        List<Change> batch = store.changesAfter(0, BATCH);
        while (!batch.isEmpty()) {
            batch.forEach(change -> consumer.accept(PackedChange.of(change)));
            batch = following(store, batch);
        }
    }

    private static List<Change> following(DirectoryStore store, List<Change> batch) {
        long from = batch.getLast().sequence();
        if (from < batch.getFirst().sequence()) {
            throw new IllegalStateException(
                    "change: " + from + " (expected: > " + batch.getFirst().sequence() + ")");
        }
        return batch.size() < BATCH ? List.of() : store.changesAfter(from, BATCH);
    }

    /** Writes changes, unless the file is to be rewritten anyway. Returns whether it did. */
    private boolean append(List<PackedChange> fresh) {
        if (fresh.isEmpty() || fileAstray) {
            return false;
        }
        try {
            file.append(fresh);
            return true;
        } catch (IOException e) {
            fileAstray = true;
            return false;
        }
    }

    private void settle(boolean written) {
        try {
            if (fileAstray || isWorthRewriting()) {
                file.rewrite(directory::inOrder);
                fileAstray = false;
            } else if (written) {
                file.force();
            }
        } catch (IOException e) {
            fileAstray = true;
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Whether a third of the file is out of date, and not only a little. */
    private boolean isWorthRewriting() {
        return file.frames() - directory.size() > directory.size() / 2 + FRAMES_TO_SPARE;
    }
}
