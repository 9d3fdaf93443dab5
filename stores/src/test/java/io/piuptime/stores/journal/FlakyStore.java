package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.memory.MemoryUsageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A usage store that can be gone, and that remembers what it was asked to add. */
final class FlakyStore implements UsageStore {
    private final MemoryUsageStore kept = new MemoryUsageStore(1_000_000);
    private final List<Integer> batches = new ArrayList<>();
    private boolean gone;
    private boolean forgetful;
    private int refused;

    synchronized void gone(boolean now) {
        gone = now;
    }

    /** From now on a batch is added, and then the store says that it failed. */
    synchronized void forgetful(boolean now) {
        forgetful = now;
    }

    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** All records, the oldest first. */
    List<UsageRecord> records() {
        List<UsageRecord> all = new ArrayList<>();
        UsageQuery query = UsageQuery.newest(UsageQuery.MAX_LIMIT);
        UsagePage page = kept.page(query);
        all.addAll(page.records());
        while (page.next().isPresent()) {
            page = kept.page(
                    new UsageQuery(query.from(), query.to(), query.keyId(), query.model(), page.next(), query.limit()));
            all.addAll(page.records());
        }
        return all.reversed();
    }

    /** Waits until the store has refused so many batches. */
    synchronized void awaitRefused(int count) throws InterruptedException {
        while (refused < count) {
            wait();
        }
    }

    /** Waits until the store has taken so many records, in one batch or in several. */
    synchronized void awaitTaken(int count) throws InterruptedException {
        while (batches.stream().mapToInt(Integer::intValue).sum() < count) {
            wait();
        }
    }

    @Override
    public synchronized int add(List<UsageRecord> records) {
        if (gone) {
            refused++;
            notifyAll();
            throw new StoreUnavailable("the store is gone");
        }
        batches.add(records.size());
        int added = kept.add(records);
        notifyAll();
        if (forgetful) {
            refused++;
            notifyAll();
            throw new StoreUnavailable("the store did not answer");
        }
        return added;
    }

    @Override
    public UsagePage page(UsageQuery query) {
        return kept.page(query);
    }

    @Override
    public long deleteBefore(Instant moment) {
        return kept.deleteBefore(moment);
    }
}
