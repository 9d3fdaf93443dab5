package io.piuptime.observe;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the series of an exchange without a lock and without making an object. A fixed table with linear probing, to
 * which entries are added and from which none is taken.
 */
final class SeriesTable {
    /** Where everything is counted for which not even a series without names has room. */
    private static final SeriesLabels REST = new SeriesLabels(
            SeriesLabels.OTHER,
            SeriesLabels.OTHER,
            SeriesLabels.OTHER,
            SeriesLabels.OTHER,
            new SeriesLabels.Outcome(0, Ending.COMPLETE, SeriesLabels.OTHER),
            false);

    private final SeriesFactory factory;
    private final int maxSeries;
    private final AtomicReferenceArray<Series> slots;
    private final AtomicInteger size = new AtomicInteger();

    /** @param maxSeries the most series with labels of their own; as many again may stand for the others */
    SeriesTable(SeriesFactory factory, int maxSeries) {
        this.factory = factory;
        this.maxSeries = maxSeries;
        this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(maxSeries) * 4);
    }

    Series find(UsageRecord record, String provider) {
        int slot = SeriesLabels.hash(record, provider) & mask();
        for (Series series = slots.get(slot); series != null; series = slots.get(slot)) {
            if (series.labels().match(record, provider)) {
                return series;
            }
            slot = (slot + 1) & mask();
        }
        return size.get() < maxSeries ? add(SeriesLabels.of(record, provider), record, provider) : other(record);
    }

    private Series other(UsageRecord record) {
        SeriesLabels labels = size.get() < slots.length() / 4 * 3 ? SeriesLabels.overflow(record) : REST;
        int slot = labels.hashCode() & mask();
        for (Series series = slots.get(slot); series != null; series = slots.get(slot)) {
            if (series.labels().equals(labels)) {
                return series;
            }
            slot = (slot + 1) & mask();
        }
        return put(labels, labels.hashCode());
    }

    private Series add(SeriesLabels labels, UsageRecord record, String provider) {
        return put(labels, SeriesLabels.hash(record, provider));
    }

    private synchronized Series put(SeriesLabels labels, int hash) {
        int slot = hash & mask();
        for (Series series = slots.get(slot); series != null; series = slots.get(slot)) {
            if (series.labels().equals(labels)) {
                return series;
            }
            slot = (slot + 1) & mask();
        }
        Series created = factory.create(labels);
        slots.set(slot, created);
        size.incrementAndGet();
        return created;
    }

    private int mask() {
        return slots.length() - 1;
    }
}
