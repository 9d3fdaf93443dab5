package io.piuptime.gateway.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Budgets by whom they bind. Many threads read, one writes. A level without budgets costs nothing to ask. */
public final class Budgets {
    private final Map<Place, List<Budget>> bySubject = new ConcurrentHashMap<>();
    private final Map<Level, LongAdder> counts = new EnumMap<>(Level.class);

    Budgets() {
        for (Level level : Level.values()) {
            counts.put(level, new LongAdder());
        }
    }

    private record Place(String tenant, Subject subject) {}

    /** A tenant's active budgets at a level with this id. */
    public List<Budget> of(String tenant, Level level, String id) {
        return any(level) ? bySubject.getOrDefault(new Place(tenant, new Subject(level, id)), List.of()) : List.of();
    }

    /** Whether there is any at a level. */
    public boolean any(Level level) {
        return count(level).sum() > 0;
    }

    void add(Budget budget) {
        if (budget.active()) {
            count(budget.subject().level()).increment();
            bySubject.merge(
                    place(budget),
                    List.of(budget),
                    (held, more) -> Stream.concat(held.stream(), more.stream()).toList());
        }
    }

    void remove(Budget budget) {
        if (budget.active()) {
            count(budget.subject().level()).decrement();
            bySubject.computeIfPresent(place(budget), (_, held) -> {
                List<Budget> rest = held.stream()
                        .filter(other -> !other.id().equals(budget.id()))
                        .toList();
                return rest.isEmpty() ? null : rest;
            });
        }
    }

    private LongAdder count(Level level) {
        return requireNonNull(counts.get(level), "level");
    }

    private static Place place(Budget budget) {
        return new Place(budget.tenant(), budget.subject());
    }
}
