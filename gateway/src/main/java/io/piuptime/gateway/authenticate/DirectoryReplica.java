package io.piuptime.gateway.authenticate;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's copy of the directory of keys, in memory and in the data folder's {@code directory.log}, so that keys are
 * known after a restart though every store is gone. The file holds hashes, never a key's text.
 *
 * <p>A store that does not continue what is held here was lost, recreated or set back. Then what is known here stays in
 * effect, revocations above all, and is put back into the store, so that its keys can be listed and revoked again.
 */
public final class DirectoryReplica {
    static final int BATCH = 1_000;
    private static final int LINES_TO_SPARE = 1_000;

    private final DirectoryLog file;
    private final Directory directory = new Directory();
    private final Logger log;
    private Optional<KeyChange> last = Optional.empty();
    /** Whether the file lacks something that memory has, or holds what cannot be read. */
    private boolean fileAstray;
    /** Whether it was logged that the store does not continue what is held here. */
    private boolean strange;

    /** Loads the copy of a data folder; asks no store. */
    public DirectoryReplica(Path folder) {
        this(folder, LoggerFactory.getLogger(DirectoryReplica.class));
    }

    DirectoryReplica(Path folder, Logger log) {
        this.file = new DirectoryLog(folder);
        this.log = log;
        try {
            load(file.read());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be used: " + e.getMessage(), e);
        }
    }

    public Directory directory() {
        return directory;
    }

    /**
     * Takes the store's changes since the last time, into memory first.
     *
     * @return how many
     * @throws UncheckedIOException when memory has them but the file does not; the next call tries again
     */
    public synchronized int catchUp(KeyStore store) {
        long from = last.map(KeyChange::sequence).orElse(0L);
        List<KeyChange> feed = feed(store, Math.max(0, from - 1));
        if (last.isPresent() && !continues(feed, last.get())) {
            return restore(store, feed.isEmpty() ? "behind it" : "different from it");
        }
        List<KeyChange> fresh =
                feed.stream().filter(change -> change.sequence() > from).toList();
        fresh.forEach(directory::apply);
        last = fresh.isEmpty() ? last : Optional.of(fresh.getLast());
        save(fresh);
        return fresh.size();
    }

    private void load(DirectoryLog.Content content) throws IOException {
        long from = content.whole().isEmpty() ? 0 : content.whole().getLast().sequence();
        directory.rebase(content.whole(), from);
        directory.rebase(content.beyond(), from);
        last = content.whole().isEmpty()
                ? Optional.empty()
                : Optional.of(content.whole().getLast());
        if (content.damaged() > 0) {
            log.error(
                    "{}: {} damaged lines; a revocation among them is unknown here until the key store is read again",
                    file,
                    content.damaged());
            fileAstray = true;
        } else if (content.torn()) {
            file.rewrite(content.whole());
        }
    }

    /**
     * Whether a feed from the last known change on contains it, or the revocation that took its place in a store that keeps
     * only the last change of a key.
     */
    private static boolean continues(List<KeyChange> feed, KeyChange last) {
        KeyEntry held = last.entry();
        return feed.stream()
                .filter(change -> change.entry().id().equals(held.id())
                        && change.entry().hash().equals(held.hash()))
                .anyMatch(change -> {
                    boolean same = change.entry().revokedAt().isPresent()
                            == held.revokedAt().isPresent();
                    return change.sequence() == last.sequence() ? same : !same;
                });
    }

    private int restore(KeyStore store, String how) {
        if (!strange) {
            log.error(
                    "the key store's feed is {}: this node holds change {} of {} keys. The store was lost, recreated or set"
                            + " back; keys and revocations known here stay in effect and are put back into it",
                    how,
                    directory.sequence(),
                    directory.size());
            strange = true;
        }
        int restored = putBack(store);
        List<KeyChange> feed = feed(store, 0);
        long end = feed.isEmpty() ? 0 : feed.getLast().sequence();
        directory.rebase(feed, end);
        last = feed.isEmpty() ? Optional.empty() : Optional.of(feed.getLast());
        fileAstray = true;
        strange = false;
        log.warn("{} keys and revocations were put back into the key store, whose feed is now at {}", restored, end);
        save(List.of());
        return feed.size();
    }

    private int putBack(KeyStore store) {
        var stored = store.list().stream().collect(Collectors.toMap(KeyEntry::id, Function.identity()));
        List<KeyEntry> held = directory.changes().stream()
                .sorted(Comparator.comparingLong(KeyChange::sequence))
                .map(KeyChange::entry)
                .toList();
        int restored = 0;
        for (KeyEntry entry : held) {
            Optional<KeyEntry> there = Optional.ofNullable(stored.get(entry.id()));
            boolean revoke = entry.revokedAt().isPresent()
                    && there.flatMap(KeyEntry::revokedAt).isEmpty();
            if (there.isEmpty()) {
                create(store, entry);
            }
            if (revoke) {
                store.revoke(entry.id(), entry.revokedAt().orElseThrow());
            }
            restored += there.isEmpty() || revoke ? 1 : 0;
        }
        return restored;
    }

    /** Another node may be putting back the same keys at the same time. */
    private void create(KeyStore store, KeyEntry entry) {
        try {
            store.create(entry);
        } catch (IllegalArgumentException _) {
            log.debug("key {} was put back by another node", entry.id());
        }
    }

    private static List<KeyChange> feed(KeyStore store, long after) {
        List<KeyChange> feed = new ArrayList<>();
        long from = after;
        List<KeyChange> batch = store.changesAfter(from, BATCH);
        while (!batch.isEmpty()) {
            feed.addAll(batch);
            if (batch.getLast().sequence() <= from) {
                throw new IllegalStateException(
                        "change: " + batch.getLast().sequence() + " (expected: > " + from + ")");
            }
            from = batch.getLast().sequence();
            batch = batch.size() < BATCH ? List.of() : store.changesAfter(from, BATCH);
        }
        return feed;
    }

    private void save(List<KeyChange> fresh) {
        if (fresh.isEmpty() && !fileAstray) {
            return;
        }
        try {
            if (fileAstray || worthRewriting(file.lines() + fresh.size())) {
                file.rewrite(directory.changes());
            } else {
                file.append(fresh);
            }
            fileAstray = false;
        } catch (IOException e) {
            fileAstray = true;
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** A key has a line when it is made and one when it is revoked, so that at most half of the lines are out of date. */
    private boolean worthRewriting(long lines) {
        long outOfDate = lines - directory.size();
        return outOfDate > directory.size() / 2 + LINES_TO_SPARE;
    }
}
