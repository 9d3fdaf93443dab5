package io.piuptime.gateway.pressure.shed;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Pressure;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.AccessFacts;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Access events that are left out from red on, and counted as dropped. Usage records are never left out. */
public final class QuietEvents implements AccessEvents {
    private final AccessEvents events;
    private final Pressure pressure;
    private final LongAdder left = new LongAdder();

    public QuietEvents(AccessEvents events, Pressure pressure) {
        this.events = requireNonNull(events, "events");
        this.pressure = requireNonNull(pressure, "pressure");
    }

    @Override
    public void publish(UsageRecord record, AccessFacts facts) {
        if (pressure.level().isAtLeast(Level.RED)) {
            left.increment();
        } else {
            events.publish(record, facts);
        }
    }

    @Override
    public long dropped() {
        return events.dropped() + left.sum();
    }

    @Override
    public boolean flush(Duration patience) {
        return events.flush(patience);
    }

    @Override
    public void close() {
        events.close();
    }
}
