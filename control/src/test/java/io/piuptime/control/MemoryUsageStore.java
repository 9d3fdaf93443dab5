package io.piuptime.control;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A usage store in memory that can be made to fail. */
public final class MemoryUsageStore implements UsageStore {
    private final ConcurrentSkipListMap<String, UsageRecord> records = new ConcurrentSkipListMap<>();
    private volatile boolean gone;

    public void gone(boolean now) {
        gone = now;
    }

    @Override
    public int add(List<UsageRecord> more) {
        answer();
        return (int) more.stream()
                .filter(usage -> records.putIfAbsent(usage.id(), usage) == null)
                .count();
    }

    @Override
    public UsagePage page(UsageQuery query) {
        answer();
        List<UsageRecord> found = records.descendingMap().values().stream()
                .filter(usage -> query.from()
                        .filter(from -> usage.startedAt().isBefore(from))
                        .isEmpty())
                .filter(usage ->
                        query.to().filter(to -> !usage.startedAt().isBefore(to)).isEmpty())
                .filter(usage ->
                        query.keyId().filter(key -> !usage.keyId().equals(key)).isEmpty())
                .filter(usage -> query.whose().matches(usage.attribution()))
                .filter(usage -> query.model()
                        .filter(model -> !usage.model().equals(model))
                        .isEmpty())
                .filter(usage -> query.before()
                        .filter(before -> usage.id().compareTo(before) >= 0)
                        .isEmpty())
                .limit(query.limit() + 1L)
                .toList();
        boolean more = found.size() > query.limit();
        List<UsageRecord> page = more ? found.subList(0, query.limit()) : found;
        return new UsagePage(page, more ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    @Override
    public long deleteBefore(Instant moment) {
        answer();
        long before = records.size();
        records.values().removeIf(usage -> usage.startedAt().isBefore(moment));
        return before - records.size();
    }

    private void answer() {
        if (gone) {
            throw new IllegalStateException("SELECT secret FROM usage failed");
        }
    }
}
