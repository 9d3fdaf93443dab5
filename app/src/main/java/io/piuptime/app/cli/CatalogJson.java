package io.piuptime.app.cli;

import io.piuptime.catalog.known.KnownModel;
import io.piuptime.catalog.known.Nature;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.catalog.row.Row;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.price.DatedPrice;
import io.piuptime.model.price.PriceText;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Rows of the catalogue as JSON objects. What is not known is absent. */
final class CatalogJson {
    private CatalogJson() {}

    static Map<String, Object> of(ProviderRow row, int models) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.name());
        json.put("title", row.title());
        put(json, "docs", row.docs());
        put(json, "aliases", row.aliases());
        json.put("speaks", row.speaks().stream().map(CatalogJson::of).toList());
        put(json, "keys", row.keys());
        put(json, "settings", row.settings());
        put(json, "quirks", written(row.quirks()).stream().sorted().toList());
        put(json, "rateLimits", byName(row.rateLimits()));
        put(json, "regions", row.regions());
        put(json, "percents", byName(row.percents()));
        put(json, "pricesOf", row.pricesOf());
        json.put("models", models);
        return json;
    }

    static Map<String, Object> of(KnownModel model, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model.name());
        json.put("provider", model.provider());
        json.put("id", model.id());
        json.put("title", model.title());
        put(json, "names", model.names());
        Nature nature = model.nature();
        put(json, "context", nature.limits().context());
        put(json, "input", nature.limits().input());
        put(json, "output", nature.limits().output());
        put(json, "takes", written(nature.inputs()));
        put(json, "gives", written(nature.outputs()));
        put(json, "traits", byName(nature.traits()));
        json.put("stage", Row.written(model.life().stage()));
        put(json, "released", model.life().released());
        put(json, "knowledge", model.life().knowledge());
        model.prices().at(now).ifPresent(price -> json.put("price", PriceText.write(price)));
        put(
                json,
                "prices",
                model.prices().prices().stream().map(CatalogJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(Speech speech) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dialect", speech.wire().id());
        json.put("baseUrl", speech.baseUrl());
        json.put("signs", Row.written(speech.signing()));
        put(json, "query", speech.query());
        return json;
    }

    private static Map<String, Object> of(DatedPrice dated) {
        Map<String, Object> json = new LinkedHashMap<>();
        dated.validity().from().ifPresent(day -> json.put("from", day.toString()));
        dated.validity().until().ifPresent(day -> json.put("until", day.toString()));
        dated.validity().hours().ifPresent(hours -> json.put("hours", hours.from() + "-" + hours.until()));
        json.put("price", PriceText.write(dated.price()));
        return json;
    }

    private static void put(Map<String, Object> json, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }

    private static void put(Map<String, Object> json, String name, Map<?, ?> values) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }

    private static void put(Map<String, Object> json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void put(Map<String, Object> json, String name, OptionalLong value) {
        value.ifPresent(known -> json.put(name, known));
    }

    private static List<String> written(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Row::written).toList();
    }

    private static Map<String, Object> byName(Map<? extends Enum<?>, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.keySet().stream().sorted().forEach(key -> named.put(Row.written(key), map.get(key)));
        return named;
    }
}
