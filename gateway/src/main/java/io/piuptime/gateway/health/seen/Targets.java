package io.piuptime.gateway.health.seen;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.AdaptiveLimit;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.Standing;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.seen.SeenTarget.Doing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The targets of the configuration in force and how they are doing: those that were asked, and, if they are not too many,
 * those that are written there. What is not in the configuration any more is not shown.
 */
public final class Targets {
    /** The most that are shown: names of models that wildcards stand for come from callers. */
    public static final int MOST = 1_000;

    private final Health health;
    private final Supplier<Snapshot> current;
    private final LongSupplier nanos;
    private volatile @Nullable Names names;

    /**
     * Targets seen through a configuration.
     *
     * @param nanos the clock that health is told by
     */
    public Targets(Health health, Supplier<Snapshot> current, LongSupplier nanos) {
        this.health = requireNonNull(health, "health");
        this.current = requireNonNull(current, "current");
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /** By name, at most {@link #MOST}. */
    public List<SeenTarget> all() {
        Names present = names();
        long now = nanos.getAsLong();
        if (present.written().size() <= MOST) {
            present.written().forEach(health::of); // one that was not asked may share its breaker with one that was
        }
        List<SeenTarget> seen = new ArrayList<>();
        health.each((key, target) -> present.of(key)
                .filter(_ -> seen.size() < MOST)
                .ifPresent(name -> seen.add(new SeenTarget(name, state(target, now)))));
        seen.sort(SeenTarget.BY_NAME);
        return List.copyOf(seen);
    }

    /** One figure of each, by their names. */
    public Map<String, Long> each(ToLongFunction<SeenTarget.State> figure) {
        Map<String, Long> figures = new TreeMap<>();
        all().forEach(seen -> figures.put(seen.name().text(), figure.applyAsLong(seen.state())));
        return figures;
    }

    /** How many credentials of the configuration are refused by their providers. */
    public int deadCredentials() {
        Names present = names();
        long now = nanos.getAsLong();
        Set<HealthKey> dead = new HashSet<>();
        health.each((key, target) -> {
            if (target.standing(now) == Standing.DEAD && present.of(key).isPresent()) {
                dead.add(key.ofAnyModel());
            }
        });
        return dead.size();
    }

    private Names names() {
        Snapshot snapshot = current.get();
        Names known = names;
        if (known != null && known.areOf(snapshot)) {
            return known;
        }
        Names fresh = new Names(snapshot);
        names = fresh;
        return fresh;
    }

    private static SeenTarget.State state(TargetHealth target, long now) {
        int places = target.places();
        long first = (long) target.firstTokenNanos(now);
        return new SeenTarget.State(
                doing(target, now),
                target.inFlight(),
                places == AdaptiveLimit.MOST ? OptionalInt.empty() : OptionalInt.of(places),
                target.line().waiting(),
                first == 0 ? OptionalLong.empty() : OptionalLong.of(first),
                target.remaining(now),
                target.readyAt(now) - now);
    }

    private static Doing doing(TargetHealth target, long now) {
        return switch (target.standing(now)) {
            case READY -> target.rateLimits().nearlyExhausted(now) ? Doing.NEARLY_EXHAUSTED : Doing.WELL;
            case COOLING -> Doing.COOLING;
            case OPEN -> Doing.OPEN;
            case DEAD -> Doing.DEAD;
        };
    }
}
