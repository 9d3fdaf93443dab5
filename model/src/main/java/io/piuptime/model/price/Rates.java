package io.piuptime.model.price;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What each unit costs, as far as it is known. */
public record Rates(Map<Unit, Rate> all) {
    public static final Rates NONE = new Rates(Map.of());

    public Rates {
        EnumMap<Unit, Rate> sorted = new EnumMap<>(Unit.class);
        sorted.putAll(all);
        all = Collections.unmodifiableMap(sorted);
    }

    /** The rate of a unit: its own, else that of the first substitute that has one. */
    public Optional<Rate> of(Unit unit) {
        Rate own = all.get(unit);
        if (own != null) {
            return Optional.of(own);
        }
        for (Unit substitute : unit.substitutes()) {
            Rate rate = all.get(substitute);
            if (rate != null) {
                return Optional.of(rate);
            }
        }
        return Optional.empty();
    }

    /** These rates, and those of {@code others} for the units that have none here. */
    public Rates over(Rates others) {
        EnumMap<Unit, Rate> both = new EnumMap<>(Unit.class);
        both.putAll(others.all);
        both.putAll(all);
        return new Rates(both);
    }
}
