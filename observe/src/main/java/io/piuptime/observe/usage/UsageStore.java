package io.piuptime.observe.usage;

import io.piuptime.model.usage.UsageRecord;
import java.time.Instant;
import java.util.List;

/** Usage records at rest. Calls wait for a disk or a network and are never made on an event loop. */
public interface UsageStore {
    /** Adds records; one whose id is already there is left as it is. Returns how many were new. */
    int add(List<UsageRecord> records);

    /** Records in order of their id, which is the order of time, the newest first. */
    UsagePage page(UsageQuery query);

    /** Deletes the records that started before a moment. Returns how many. */
    long deleteBefore(Instant moment);
}
