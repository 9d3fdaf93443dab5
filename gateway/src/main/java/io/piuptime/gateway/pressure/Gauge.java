package io.piuptime.gateway.pressure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A signal with bounds. It rises when a bound was exceeded by every reading of a while, and falls when the readings of a
 * while were clear of the bound: a level that flickers would be worse than either.
 */
public final class Gauge implements Watch {
    /** A reading is clear of a bound below this part of it. */
    static final double CLEAR = 0.9;

    /** How long readings have to be clear. */
    static final Duration CALM = Duration.ofSeconds(2);

    private static final long NOT = -1;

    private final Resource resource;
    private final Signal signal;
    private final Bounds bounds;
    private final long hold;
    private final Map<Level, Long> exceededSince = new EnumMap<>(Level.class);

    private Level level = Level.GREEN;
    private Level calmAt = Level.GREEN;
    private long calmSince = NOT;

    /**
     * Begins at green.
     *
     * @param hold how long a bound has to be exceeded
     */
    public Gauge(Resource resource, Signal signal, Bounds bounds, Duration hold) {
        this.resource = requireNonNull(resource, "resource");
        this.signal = requireNonNull(signal, "signal");
        this.bounds = requireNonNull(bounds, "bounds");
        this.hold = hold.toNanos();
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public Level level(long now) {
        double reading = signal.reading(now);
        Level risen = risen(bounds.of(reading), now);
        if (risen.isAtLeast(level)) {
            level = risen;
        }
        fall(bounds.of(reading / CLEAR), now);
        return level;
    }

    /** The highest level whose bound was exceeded long enough. */
    private Level risen(Level at, long now) {
        Level risen = Level.GREEN;
        for (Level each : Level.values()) {
            if (!at.isAtLeast(each)) {
                exceededSince.remove(each);
            } else if (now - exceededSince.computeIfAbsent(each, _ -> now) >= hold) {
                risen = each;
            }
        }
        return risen;
    }

    private void fall(Level keeps, long now) {
        if (keeps.isAtLeast(level)) {
            calmSince = NOT;
            return;
        }
        if (calmSince == NOT) {
            calmSince = now;
            calmAt = keeps;
        }
        calmAt = keeps.isAtLeast(calmAt) ? keeps : calmAt;
        if (now - calmSince >= CALM.toNanos()) {
            level = calmAt;
            calmSince = NOT;
        }
    }
}
