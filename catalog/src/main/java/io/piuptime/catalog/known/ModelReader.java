package io.piuptime.catalog.known;

import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.catalog.row.Row;
import io.piuptime.model.price.PriceList;
import io.piuptime.model.price.PriceText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the row of a model that a user wrote, over what is known of it already. */
final class ModelReader {
    private static final List<String> KEYS = List.of(
            "title",
            "names",
            "context",
            "input",
            "output",
            "takes",
            "gives",
            "traits",
            "stage",
            "released",
            "knowledge",
            "prices");

    private ModelReader() {}

    static KnownModel read(Row row, KnownModel before) {
        row.knowingOnly(KEYS);
        return new KnownModel(
                before.provider(),
                before.id(),
                row.optional("title").orElse(before.title()),
                has(row, "names") ? row.texts("names") : before.names(),
                nature(row, before.nature()),
                new Life(
                        row.choice("stage", Stage.class).orElse(before.life().stage()),
                        row.optional("released").orElse(before.life().released()),
                        row.optional("knowledge").orElse(before.life().knowledge())),
                has(row, "prices") ? prices(row) : before.prices());
    }

    private static Nature nature(Row row, Nature before) {
        Limits limits = new Limits(
                limit(row, "context", before.limits().context()),
                limit(row, "input", before.limits().input()),
                limit(row, "output", before.limits().output()));
        Map<Trait, Boolean> traits = new EnumMap<>(Trait.class);
        traits.putAll(before.traits());
        Row written = row.row("traits");
        traits.putAll(written.by(Trait.class, key -> written.flag(key).orElse(false)));
        return new Nature(
                limits,
                has(row, "takes") ? row.choices("takes", Modality.class) : before.inputs(),
                has(row, "gives") ? row.choices("gives", Modality.class) : before.outputs(),
                traits);
    }

    private static PriceList prices(Row row) {
        try {
            return PriceText.read(String.join(" | ", row.texts("prices")));
        } catch (IllegalArgumentException e) {
            throw InvalidRowException.at(row.placeOf("prices"), e);
        }
    }

    private static OptionalLong limit(Row row, String key, OptionalLong before) {
        Optional<Long> written = row.number(key);
        if (written.isEmpty()) {
            return before;
        }
        if (written.get() < 1) {
            throw new InvalidRowException(row.placeOf(key), String.valueOf(written.get()), ">= 1");
        }
        return OptionalLong.of(written.get());
    }

    private static boolean has(Row row, String key) {
        return row.values().containsKey(key);
    }
}
