package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.UsageRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Costs by today's knowledge of dated prices beside those that were kept: what a price that was wrong, or not known, has
 * changed.
 */
public final class Recomputation {
    private final Function<UsageRecord, Tariff> tariffs;
    private final Sum all = new Sum();
    private final Map<Place, Sum> places =
            new TreeMap<>(Comparator.comparing(Place::model).thenComparing(Place::target));

    /** What was asked for, and where it was sent. */
    public record Place(String model, String target) {}

    /** The difference in one place. */
    public record Line(Place place, Difference difference) {}

    /**
     * Nothing yet.
     *
     * @param tariffs the prices of what a record was sent to, {@link Tariff#UNKNOWN} where none is known
     */
    public Recomputation(Function<UsageRecord, Tariff> tariffs) {
        this.tariffs = requireNonNull(tariffs, "tariffs");
    }

    /**
     * The cost of one exchange anew; empty if it has none. One with several attempts keeps its cost: its tokens are a sum of
     * which nobody knows whose they were.
     */
    public Optional<Charge> add(UsageRecord usage) {
        Optional<Charge> anew = usage.attempts() > 1 ? usage.charge() : charge(usage);
        all.add(usage, anew);
        places.computeIfAbsent(new Place(usage.model(), usage.target()), _ -> new Sum())
                .add(usage, anew);
        return anew;
    }

    private Optional<Charge> charge(UsageRecord usage) {
        return usage.tokens().areChargeable()
                ? tariffs.apply(usage).charge(usage.tokens().counts(), usage.endedAt())
                : Optional.empty();
    }

    /** What has changed, in all that were added. */
    public Difference difference() {
        return all.difference();
    }

    /** What has changed in each place where something was used, in an order that stays. */
    public List<Line> lines() {
        return places.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue().difference()))
                .toList();
    }

    /** Exchanges that are counted together. */
    private static final class Sum {
        private long exchanges;
        private long changed;
        private long added;
        private long unpriced;
        private long skipped;
        private long before;
        private long after;

        void add(UsageRecord usage, Optional<Charge> anew) {
            exchanges++;
            skipped += usage.attempts() > 1 ? 1 : 0;
            unpriced += anew.isEmpty() && usage.tokens().areChargeable() ? 1 : 0;
            added += usage.charge().isEmpty() && anew.isPresent() ? 1 : 0;
            long kept = usage.charge().map(Charge::micros).orElse(0L);
            long now = anew.map(Charge::micros).orElse(0L);
            changed += kept == now ? 0 : 1;
            before = Math.addExact(before, kept);
            after = Math.addExact(after, now);
        }

        Difference difference() {
            return new Difference(exchanges, changed, added, unpriced, skipped, before, after);
        }
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
