package io.piuptime.gateway.authenticate;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every key, in memory: what the way of an exchange looks keys up in. Many threads read, one writes. A revocation is final:
 * no later change brings the key back.
 */
public final class Directory {
    private final Map<String, KeyChange> changes = new ConcurrentHashMap<>();
    private volatile long sequence;

    public Optional<KeyEntry> find(String id) {
        return Optional.ofNullable(changes.get(id)).map(KeyChange::entry);
    }

    /** Number of the last change that is in effect here. */
    public long sequence() {
        return sequence;
    }

    public int size() {
        return changes.size();
    }

    /** Takes the next change. One that is not newer than {@link #sequence} is known already and changes nothing. */
    public void apply(KeyChange change) {
        if (change.sequence() <= sequence) {
            return;
        }
        hold(change);
        sequence = change.sequence();
    }

    /** Takes changes in addition to those held, whatever their numbers, and goes on from a given number. */
    void rebase(Collection<KeyChange> more, long from) {
        more.forEach(this::hold);
        sequence = from;
    }

    /** The last change of every key, unordered. */
    List<KeyChange> changes() {
        return List.copyOf(changes.values());
    }

    private void hold(KeyChange change) {
        changes.merge(change.entry().id(), change, Directory::later);
    }

    private static KeyChange later(KeyChange held, KeyChange change) {
        Optional<KeyEntry> revoked =
                Optional.of(held.entry()).filter(entry -> entry.revokedAt().isPresent());
        return revoked.isPresent() && change.entry().revokedAt().isEmpty()
                ? new KeyChange(change.sequence(), revoked.get())
                : change;
    }
}
