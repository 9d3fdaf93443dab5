package io.piuptime.gateway.pressure.signal;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.pressure.Signal;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The part of the machine's processors that this process used lately: 1 is all of them. */
public final class ProcessorTime implements Signal {
    /** What was used so long ago counts a third. */
    static final Duration MEMORY = Duration.ofSeconds(5);

    private final LongSupplier used;
    private final int processors;

    private long lastUsed;
    private long lastAsked;
    private double average = Double.NaN;

    /**
     * Begins with nothing known.
     *
     * @param used nanoseconds of processor time used by the process so far
     */
    public ProcessorTime(LongSupplier used, int processors, long now) {
        this.used = requireNonNull(used, "used");
        this.processors = processors;
        this.lastUsed = used.getAsLong();
        this.lastAsked = now;
    }

    @Override
    public double reading(long now) {
        long passed = now - lastAsked;
        if (passed <= 0) {
            return average;
        }
        long total = used.getAsLong();
        double part = (double) (total - lastUsed) / passed / processors;
        double weight = 1 - Math.exp(-(double) passed / MEMORY.toNanos());
        average = Double.isNaN(average) ? part : average + weight * (part - average);
        lastUsed = total;
        lastAsked = now;
        return average;
    }
}
