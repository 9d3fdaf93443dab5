package io.piuptime.stores.memory;

import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Crossings in memory: for tests. */
public final class MemoryCrossingStore implements CrossingStore {
    private static final Comparator<Kept> NEWEST_FIRST = Comparator.comparing(
                    (Kept kept) -> kept.crossing().at())
            .thenComparingInt(kept -> kept.crossing().percent())
            .reversed();

    private final Map<String, Kept> all = new TreeMap<>();

    @Override
    public synchronized boolean keep(Crossing crossing, Optional<Instant> due) {
        return all.putIfAbsent(crossing.id(), new Kept(crossing, 0, due, Optional.empty())) == null;
    }

    @Override
    public synchronized List<Kept> of(String budget, int most) {
        return all.values().stream()
                .filter(kept -> kept.crossing().account().budget().equals(budget))
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Kept> take(Instant now, int most, IntFunction<Optional<Instant>> again) {
        List<Kept> taken = new ArrayList<>();
        for (Kept kept : List.copyOf(all.values())) {
            if (taken.size() < most
                    && kept.due().filter(due -> !due.isAfter(now)).isPresent()) {
                int tries = kept.tries() + 1;
                Kept next = new Kept(kept.crossing(), tries, again.apply(tries), kept.told());
                all.put(kept.crossing().id(), next);
                taken.add(next);
            }
        }
        return List.copyOf(taken);
    }

    @Override
    public synchronized void told(Crossing crossing, Instant at) {
        all.computeIfPresent(
                crossing.id(), (_, kept) -> new Kept(kept.crossing(), kept.tries(), Optional.empty(), Optional.of(at)));
    }

    @Override
    public synchronized void forget(Instant before) {
        all.values()
                .removeIf(kept -> kept.crossing().at().isBefore(before)
                        && !kept.crossing().account().window().equals("total"));
    }
}
