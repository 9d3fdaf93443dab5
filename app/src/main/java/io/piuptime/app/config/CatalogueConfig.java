package io.piuptime.app.config;

import io.piuptime.catalog.row.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows over those of the catalogue: new ones, or keys that count instead of those of a row that is there. */
public record CatalogueConfig(
        @Describe("Rows of providers by name, with the keys that the catalogue's own rows have: speaks, signs, keys,"
                + " by-key, settings, quirks, rate-limits, regions, percents, prices-of, aliases, title, docs.")
        Map<String, Row> providers,

        @Describe(
                "Rows of models by provider/model: context, input, output, takes, gives, traits, prices, names, stage,"
                        + " released, knowledge, title.")
        Map<String, Row> models) {
    public CatalogueConfig {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }
}
