package io.piuptime.gateway.pressure.signal;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.pressure.Signal;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The part of the file descriptors allowed that is open. They are counted once a second, for counting reads a directory. */
public final class OpenFiles implements Signal {
    static final Duration EVERY = Duration.ofSeconds(1);

    private final LongSupplier open;
    private final LongSupplier allowed;

    private double last = Double.NaN;
    private long countedAt;

    public OpenFiles(LongSupplier open, LongSupplier allowed) {
        this.open = requireNonNull(open, "open");
        this.allowed = requireNonNull(allowed, "allowed");
    }

    @Override
    public double reading(long now) {
        if (Double.isNaN(last) || now - countedAt >= EVERY.toNanos()) {
            countedAt = now;
            long most = allowed.getAsLong();
            last = most > 0 ? (double) open.getAsLong() / most : 0;
        }
        return last;
    }
}
