package io.piuptime.catalog.tariff;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.price.Tariff;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The prices of a catalogue, looked up once for each target, and those that a target has of its own. */
public final class KnownTariffs implements Tariffs {
    /** Names may be a caller's own; what is beyond is looked up again each time. */
    static final int MOST = 4_096;

    private final Catalogue catalogue;
    private final Map<String, Row> rows;

    /** The models of one provider that were asked for. */
    private record Row(String name, Map<String, Tariff> found) {}

    /**
     * Takes what is offered.
     *
     * @param rows names of the catalogue's rows by names of providers; one that is absent has no known prices
     */
    public KnownTariffs(Catalogue catalogue, Map<String, String> rows) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
        Map<String, Row> empty = new HashMap<>();
        rows.forEach((provider, row) -> empty.put(provider, new Row(row, new ConcurrentHashMap<>())));
        this.rows = Map.copyOf(empty);
    }

    @Override
    public void prepare() {
        rows.values().stream().map(Row::name).distinct().forEach(catalogue::ids);
    }

    @Override
    public Tariff of(Target target) {
        if (target.ownTariff().isPresent()) {
            return target.ownTariff().get();
        }
        Row row = rows.get(target.provider().name());
        if (row == null) {
            return Tariff.UNKNOWN;
        }
        Tariff known = row.found.get(target.upstreamModel());
        if (known != null) {
            return known;
        }
        Tariff found = catalogue
                .find(row.name, target.upstreamModel())
                .map(model -> Tariff.of(model.prices()))
                .orElse(Tariff.UNKNOWN);
        if (row.found.size() < MOST) {
            row.found.put(target.upstreamModel(), found);
        }
        return found;
    }
}
