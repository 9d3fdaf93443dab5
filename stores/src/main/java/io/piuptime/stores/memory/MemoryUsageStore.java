package io.piuptime.stores.memory;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The newest usage records, in memory: when there are more than it may hold, the oldest go. */
public final class MemoryUsageStore implements UsageStore {
    private final int capacity;
    private final NavigableMap<String, UsageRecord> records = new TreeMap<>();

    public MemoryUsageStore(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized int add(List<UsageRecord> more) {
        int added = 0;
        for (UsageRecord usage : more) {
            if (records.putIfAbsent(usage.id(), usage) == null) {
                added++;
            }
        }
        while (records.size() > capacity) {
            records.pollFirstEntry();
        }
        return added;
    }

    @Override
    public synchronized UsagePage page(UsageQuery query) {
        NavigableMap<String, UsageRecord> range =
                query.before().map(before -> records.headMap(before, false)).orElse(records);
        List<UsageRecord> found = range.descendingMap().values().stream()
                .filter(asked(query))
                .limit(query.limit() + 1L)
                .toList();
        if (found.size() <= query.limit()) {
            return new UsagePage(found, Optional.empty());
        }
        List<UsageRecord> page = found.subList(0, query.limit());
        return new UsagePage(page, Optional.of(page.getLast().id()));
    }

    @Override
    public synchronized long deleteBefore(Instant moment) {
        long before = records.size();
        records.values().removeIf(usage -> usage.startedAt().isBefore(moment));
        return before - records.size();
    }

    private static Predicate<UsageRecord> asked(UsageQuery query) {
        return usage ->
                query.from().map(from -> !usage.startedAt().isBefore(from)).orElse(true)
                        && query.to().map(usage.startedAt()::isBefore).orElse(true)
                        && query.keyId().map(usage.keyId()::equals).orElse(true)
                        && query.model().map(usage.model()::equals).orElse(true)
                        && query.whose().matches(usage.attribution());
    }
}
