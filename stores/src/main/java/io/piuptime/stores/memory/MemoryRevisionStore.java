package io.piuptime.stores.memory;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.RevisionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revisions in memory: for tests, and for nodes without a disk. */
public final class MemoryRevisionStore implements RevisionStore {
    private final List<Revision> revisions = new ArrayList<>();

    @Override
    public synchronized long newest() {
        return revisions.size();
    }

    @Override
    public synchronized void add(Revision revision) {
        if (revision.head().number() != revisions.size() + 1L) {
            throw new TakenException(revision.head().number(), revisions.size());
        }
        revisions.add(revision);
    }

    @Override
    public synchronized Optional<Revision> find(long number) {
        return number >= 1 && number <= revisions.size()
                ? Optional.of(revisions.get((int) number - 1))
                : Optional.empty();
    }

    @Override
    public synchronized List<Revision.Head> before(long number, int limit) {
        return revisions.reversed().stream()
                .map(Revision::head)
                .filter(head -> head.number() < number)
                .limit(limit)
                .toList();
    }
}
