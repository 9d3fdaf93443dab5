package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.UsageRecord;
import java.util.Optional;
import java.util.function.Function;

/**
 * Costs by today's knowledge of dated prices beside those that were kept: what a price that was wrong, or not known, has
 * changed.
 */
public final class Recomputation {
    private final Function<String, Tariff> tariffs;
    private long exchanges;
    private long changed;
    private long added;
    private long unpriced;
    private long skipped;
    private long before;
    private long after;

    /**
     * Nothing yet.
     *
     * @param tariffs the prices of a target by its name in records, {@link Tariff#UNKNOWN} where none is known
     */
    public Recomputation(Function<String, Tariff> tariffs) {
        this.tariffs = requireNonNull(tariffs, "tariffs");
    }

    /**
     * The cost of one exchange anew; empty if it has none. One with several attempts keeps its cost: its tokens are a sum of
     * which nobody knows whose they were.
     */
    public Optional<Charge> add(UsageRecord usage) {
        exchanges++;
        Optional<Charge> anew = usage.attempts() > 1 ? usage.charge() : charge(usage);
        skipped += usage.attempts() > 1 ? 1 : 0;
        unpriced += anew.isEmpty() && usage.tokens().areChargeable() ? 1 : 0;
        added += usage.charge().isEmpty() && anew.isPresent() ? 1 : 0;
        long kept = usage.charge().map(Charge::micros).orElse(0L);
        long now = anew.map(Charge::micros).orElse(0L);
        changed += kept == now ? 0 : 1;
        before = Math.addExact(before, kept);
        after = Math.addExact(after, now);
        return anew;
    }

    private Optional<Charge> charge(UsageRecord usage) {
        return usage.tokens().areChargeable()
                ? tariffs.apply(usage.target()).charge(usage.tokens().counts(), usage.endedAt())
                : Optional.empty();
    }

    /** What has changed, in all that were added. */
    public Difference difference() {
        return new Difference(exchanges, changed, added, unpriced, skipped, before, after);
    }

    /**
     * What a recomputation has found; amounts are millionths of a dollar.
     *
     * @param changed exchanges whose cost is another one now
     * @param added of those, exchanges that had no cost before
     * @param unpriced exchanges that have no known price now
     * @param skipped exchanges of several attempts, which keep their cost
     * @param before the sum of what was kept
     * @param after the sum of what was computed
     */
    public record Difference(
            long exchanges, long changed, long added, long unpriced, long skipped, long before, long after) {
        /** How much more it is now; negative if it is less. */
        public long micros() {
            return after - before;
        }
    }
}
