package io.piuptime.catalog.ability;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.known.KnownModel;
import io.piuptime.catalog.known.Limits;
import io.piuptime.catalog.known.Modality;
import io.piuptime.catalog.known.Nature;
import io.piuptime.catalog.known.Trait;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.catalog.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a catalogue says that targets can do, looked up once for each, under what a target says of itself. */
public final class KnownAbilities implements AbilityBook {
    /** Names may be a caller's own; what is beyond is looked up again each time. */
    static final int MOST = 4_096;

    private static final Map<Modality, Ability> TAKEN =
            Map.of(Modality.IMAGE, Ability.IMAGES, Modality.AUDIO, Ability.AUDIO, Modality.VIDEO, Ability.VIDEO);

    private final Catalogue catalogue;
    private final Map<String, Row> rows;

    /** The models of one provider that were asked for. */
    private record Row(String name, Map<String, Abilities> found) {}

    /**
     * Takes what is offered.
     *
     * @param rows names of the catalogue's rows by names of providers; of one that is absent nothing is known
     */
    public KnownAbilities(Catalogue catalogue, Map<String, String> rows) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
        Map<String, Row> empty = new HashMap<>();
        rows.forEach((provider, row) -> empty.put(provider, new Row(row, new ConcurrentHashMap<>())));
        this.rows = Map.copyOf(empty);
    }

    @Override
    public Abilities of(Target target) {
        Row row = rows.get(target.provider().name());
        return row == null ? target.own() : target.own().over(known(row, target.upstreamModel()));
    }

    private Abilities known(Row row, String model) {
        Abilities known = row.found.get(model);
        if (known != null) {
            return known;
        }
        Abilities found = catalogue
                .find(row.name, model)
                .map(KnownModel::nature)
                .map(KnownAbilities::abilities)
                .orElse(Abilities.UNKNOWN);
        if (row.found.size() < MOST) {
            row.found.put(model, found);
        }
        return found;
    }

    /** That a model takes no documents is never taken from here: providers turn them into text or images for it. */
    static Abilities abilities(Nature nature) {
        int has = 0;
        int lacks = 0;
        for (Map.Entry<Modality, Ability> kind : TAKEN.entrySet()) {
            if (nature.inputs().contains(kind.getKey())) {
                has |= kind.getValue().bit();
            } else if (!nature.inputs().isEmpty()) {
                lacks |= kind.getValue().bit();
            }
        }
        if (nature.inputs().contains(Modality.PDF)) {
            has |= Ability.FILES.bit();
        }
        has |= bit(nature, Trait.TOOLS, true, Ability.TOOLS)
                | bit(nature, Trait.SCHEMA, true, Ability.STRUCTURED_OUTPUT);
        lacks |= bit(nature, Trait.TOOLS, false, Ability.TOOLS)
                | bit(nature, Trait.SCHEMA, false, Ability.STRUCTURED_OUTPUT);
        return new Abilities(
                has, lacks, window(nature.limits()), nature.limits().output().orElse(0));
    }

    private static int bit(Nature nature, Trait trait, boolean value, Ability ability) {
        return nature.has(trait).filter(has -> has == value).isPresent() ? ability.bit() : 0;
    }

    /** Where a model reads more than it is said to take in all, the smaller figure is the wrong one. */
    private static long window(Limits limits) {
        return limits.input().orElse(limits.context().orElse(0));
    }
}
