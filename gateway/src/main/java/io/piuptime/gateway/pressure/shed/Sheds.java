package io.piuptime.gateway.pressure.shed;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was shed. */
public final class Sheds {
    private final Map<Shed, LongAdder> counts = new EnumMap<>(Shed.class);

    public Sheds() {
        for (Shed each : Shed.values()) {
            counts.put(each, new LongAdder());
        }
    }

    public void count(Shed what) {
        of(what).increment();
    }

    public long total(Shed what) {
        return of(what).sum();
    }

    private LongAdder of(Shed what) {
        LongAdder count = counts.get(what);
        if (count == null) {
            throw new IllegalStateException(what + " is not counted (expected: every reason)");
        }
        return count;
    }
}
