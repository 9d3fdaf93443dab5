package io.piuptime.observe;

import io.piuptime.model.usage.UsageRecord;
import java.time.Duration;

/**
 * One JSON line for each exchange that ended. Publishing never waits: with no room left, an event is dropped and counted.
 */
public interface AccessEvents extends AutoCloseable {
    /** Bytes of events held while their sink is busy. */
    int CAPACITY = 8 << 20;

    /** Nothing is written. */
    static AccessEvents off() {
        return new NoAccessEvents();
    }

    /** Lines go to a sink by a thread of their own. */
    static AccessEvents to(LineSink sink, Redactor redactor) {
        return new AccessLines(LineQueue.start(sink, CAPACITY, "piup-access"), redactor);
    }

    void publish(UsageRecord record, AccessFacts facts);

    /** Events that were not written. */
    long dropped();

    /** Waits until what was published before is written; false when that took too long. */
    boolean flush(Duration patience);

    @Override
    void close();

    /** The switch is off. */
    record NoAccessEvents() implements AccessEvents {
        @Override
        public void publish(UsageRecord record, AccessFacts facts) {}

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public boolean flush(Duration patience) {
            return true;
        }

        @Override
        public void close() {}
    }
}
