package io.piuptime.gateway.directory;

import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Puts back into a store what a node holds and the store has lost: entries that are not there, the ends of keys, and later
 * versions of a store that was set back.
 */
final class Restoration {
    private final Directory held;
    private final DirectoryStore store;
    private final Logger log;
    private int restored;

    Restoration(Directory held, DirectoryStore store, Logger log) {
        this.held = held;
        this.store = store;
        this.log = log;
    }

    /** Returns how many entries were put back. */
    int run() {
        try (Directory stored = new Directory()) {
            DirectoryReplica.feed(store, stored::apply);
            boolean setBack = stored.sequence() < held.sequence();
            held.inOrder(change -> compare(change, stored.held(change), setBack));
        }
        return restored;
    }

    private void compare(PackedChange here, Optional<PackedChange> there, boolean setBack) {
        if (there.isEmpty()) {
            here.entry().ifPresent(entry -> put(entry, Expected.NEW));
            return;
        }
        PackedChange known = there.get();
        boolean ended = Directory.isOver(here) && !Directory.isOver(known);
        boolean newer = setBack && here.version() > known.version() && !Directory.isOver(known);
        if (known.removed() || (!ended && !newer)) {
            return;
        }
        Expected expected = new Expected(known.version());
        if (here.removed()) {
            remove(here, expected);
        } else {
            here.entry()
                    .map(entry -> ended ? end(known, entry) : entry)
                    .filter(entry -> !known.entry().equals(Optional.of(entry)))
                    .ifPresent(entry -> put(entry, expected));
        }
    }

    /** The key that the store has, revoked when this node says. */
    private static Entry end(PackedChange known, Entry held) {
        return known.entry()
                .filter(KeyEntry.class::isInstance)
                .map(KeyEntry.class::cast)
                .<Entry>map(key -> key.revoked(((KeyEntry) held).revokedAt().orElseThrow()))
                .orElse(held);
    }

    private void put(Entry entry, Expected expected) {
        try {
            store.put(entry, expected);
            restored++;
        } catch (Conflict _) {
            log.debug("{} {} was put back by another node", entry.kind().id(), entry.id());
        }
    }

    private void remove(PackedChange change, Expected expected) {
        try {
            change.kind().ifPresent(kind -> store.remove(kind, change.id(), expected));
            restored++;
        } catch (Conflict _) {
            log.debug("{} was removed by another node", change.id());
        }
    }
}
