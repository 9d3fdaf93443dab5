package io.piuptime.observe.usage;

import io.piuptime.model.usage.UsageRecord;

/**
 * The first place of a usage record: when {@link #append} returns, the record is with the kernel and outlives the process;
 * within 50 ms it is on the disk and outlives the machine.
 */
public interface UsageJournal {
    /** Never fails and never waits for a disk: with no room left, records are kept in memory and that is reported. */
    void append(UsageRecord entry);
}
