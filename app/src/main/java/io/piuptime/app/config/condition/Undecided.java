package io.piuptime.app.config.condition;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts conditions that could not be decided, and tells of them once a minute for each model. What they were asked about is
 * never told: it is the caller's.
 */
public final class Undecided {
    private static final Logger LOG = LoggerFactory.getLogger(Undecided.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_MODELS = 4_096;

    private final LongSupplier nanos;
    private final LongAdder count = new LongAdder();
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    public Undecided(LongSupplier nanos) {
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /** How many there were. */
    public long count() {
        return count.sum();
    }

    /**
     * There was one.
     *
     * @param path of the condition, such as {@code models.mine.targets[0].when}
     * @param why in a word
     */
    public void tell(String model, String path, String why) {
        count.increment();
        long now = nanos.getAsLong();
        if (isDue(model, now)) {
            LOG.warn("{} could not be decided and counts as false: {} (told once a minute)", path, why);
        }
    }

    private boolean isDue(String model, long now) {
        Long last = told.get(model);
        if (last != null && now - last < PAUSE) {
            return false;
        }
        if (told.size() >= MOST_MODELS) {
            told.clear();
        }
        return last == null ? told.putIfAbsent(model, now) == null : told.replace(model, last, now);
    }
}
