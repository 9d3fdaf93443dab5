package io.piuptime.control.costs;

import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.UsageRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The prices, over time, of what records were sent to, as far as that is offered now. Used by one thread. */
final class OfferedPrices implements Function<UsageRecord, Tariff> {
    private final Snapshot snapshot;
    private final Map<String, Target> listed = new HashMap<>();
    private final Map<Place, Tariff> found = new HashMap<>();

    /** What was asked for, and where it was sent. */
    private record Place(String model, String target) {}

    OfferedPrices(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (String name : snapshot.offer().names()) {
            snapshot.offer()
                    .find(name)
                    .ifPresent(model -> model.targets().forEach(target -> listed.putIfAbsent(target.id(), target)));
        }
    }

    @Override
    public Tariff apply(UsageRecord usage) {
        return found.computeIfAbsent(new Place(usage.model(), usage.target()), this::find);
    }

    /** By the model that was asked for; a fallback's target belongs to another. */
    private Tariff find(Place place) {
        return snapshot.offer()
                .find(place.model)
                .flatMap(model -> model.targets().stream()
                        .filter(target -> target.id().equals(place.target))
                        .findFirst())
                .or(() -> Optional.ofNullable(listed.get(place.target)))
                .map(snapshot.tariffs()::of)
                .orElse(Tariff.UNKNOWN);
    }
}
