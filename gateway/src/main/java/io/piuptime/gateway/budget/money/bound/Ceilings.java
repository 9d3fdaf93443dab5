package io.piuptime.gateway.budget.money.bound;

import io.piuptime.model.catalog.Target;
import io.piuptime.model.price.Tariff;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The dearest rates of targets, made once for each price list. */
public final class Ceilings {
    /** Names may be a caller's own; what is beyond is made again each time. */
    static final int MOST = 4_096;

    private final Map<String, Map<String, Made>> made = new ConcurrentHashMap<>();

    private record Made(Tariff tariff, Ceiling ceiling) {}

    /** Of a target with these prices. */
    @SuppressWarnings(
            "ReferenceEquality") // a list that is made anew is another one; comparing the prices would take long
    public Ceiling of(Target target, Tariff tariff) {
        Map<String, Made> models = made.computeIfAbsent(target.provider().name(), _ -> new ConcurrentHashMap<>());
        Made known = models.get(target.upstreamModel());
        if (known != null && known.tariff == tariff) {
            return known.ceiling;
        }
        Ceiling ceiling = Ceiling.of(tariff);
        if (known != null || models.size() < MOST) {
            models.put(target.upstreamModel(), new Made(tariff, ceiling));
        }
        return ceiling;
    }
}
