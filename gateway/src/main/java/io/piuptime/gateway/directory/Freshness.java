package io.piuptime.gateway.directory;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How current a node's copy of the directory is: when the store was last heard, and what one may still do by what it said
 * then. One thread writes, many read.
 */
public final class Freshness {
    private static final Duration MARK_EVERY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Duration limit;
    private final Consumer<Instant> mark;
    private Instant marked = Instant.MIN;
    private volatile Instant heard;
    private volatile boolean behind = true;

    /**
     * That of a copy whose store was not heard yet in this run.
     *
     * @param limit how old it may be without being stale; zero: nothing is let in by a copy that cannot be compared
     * @param heard when the store was last heard in a run before
     * @param mark keeps such a moment for the next run, once a minute
     */
    public Freshness(InstantSource clock, Duration limit, Instant heard, Consumer<Instant> mark) {
        this.clock = requireNonNull(clock, "clock");
        this.limit = requireNonNull(limit, "limit");
        this.heard = requireNonNull(heard, "heard");
        this.mark = requireNonNull(mark, "mark");
    }

    /** That of a directory which is no copy. */
    public static Freshness always() {
        Freshness always = new Freshness(InstantSource.system(), Duration.ofDays(1), Instant.EPOCH, _ -> {});
        always.heard();
        return always;
    }

    /** The store was heard to its end. */
    void heard() {
        Instant now = clock.instant();
        heard = now;
        behind = false;
        if (marked.isBefore(now.minus(MARK_EVERY))) {
            marked = now;
            mark.accept(now);
        }
    }

    /** The store was not heard. */
    void missed() {
        behind = true;
    }

    /** Whether the store may know what is not known here. */
    public boolean isBehind() {
        return behind;
    }

    /** For how long nothing was heard of the store; zero while it is. */
    public Duration age() {
        Duration age = behind ? Duration.between(heard, clock.instant()) : Duration.ZERO;
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Whether that is longer than it should be. */
    public boolean isStale() {
        return behind && age().compareTo(limit) >= 0;
    }

    /** Whether nobody is let in until the store is heard. */
    public boolean refuses() {
        return behind && limit.isZero();
    }
}
