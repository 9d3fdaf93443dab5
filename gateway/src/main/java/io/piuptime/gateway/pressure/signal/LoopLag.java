package io.piuptime.gateway.pressure.signal;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.pressure.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long work waits for the event loops, in milliseconds: by how much the latest of their beats was late since the last
 * reading, or is late now.
 */
public final class LoopLag implements Signal {
    private final long period;
    private final List<Beats> loops = new CopyOnWriteArrayList<>();

    /** Those of one loop. */
    public final class Beats {
        private volatile long last;
        private final AtomicLong latest = new AtomicLong();

        private Beats(long now) {
            last = now;
        }

        /** On the loop, once a period, at a moment in monotonic nanoseconds. */
        public void beat(long now) {
            long late = now - last - period;
            last = now;
            if (late > latest.get()) {
                latest.accumulateAndGet(late, Math::max);
            }
        }

        private long late(long now) {
            return Math.max(latest.getAndSet(0), now - last - period);
        }
    }

    /** @param period between two beats */
    public LoopLag(Duration period) {
        this.period = requireNonNull(period, "period").toNanos();
    }

    /** A loop more. */
    public Beats of(long now) {
        Beats beats = new Beats(now);
        loops.add(beats);
        return beats;
    }

    /** A loop has ended. */
    public void over(Beats beats) {
        loops.remove(beats);
    }

    @Override
    public double reading(long now) {
        long most = 0;
        for (Beats beats : loops) {
            most = Math.max(most, beats.late(now));
        }
        return most / 1e6;
    }
}
