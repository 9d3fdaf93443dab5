package io.piuptime.catalog.known;

import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.catalog.row.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a user's own: new ones, or keys that are put over those of a row of ours.
 *
 * @param providers by name
 * @param models by provider, then by id
 */
public record Overlay(Map<String, Row> providers, Map<String, Map<String, Row>> models) {
    public static final Overlay NONE = new Overlay(Map.of(), Map.of());

    public Overlay {
        providers = Map.copyOf(providers);
        models = Map.copyOf(models);
    }

    /**
     * Reads a file of rows: {@code providers:} by name, {@code models:} by {@code provider/id}. Whether a row is complete
     * is seen when it is put over ours.
     *
     * @param place how messages call the file
     * @throws InvalidRowException if it is not such a file
     */
    public static Overlay read(String place, String yaml) {
        Row file = Row.read(place, yaml).knowingOnly(List.of("providers", "models"));
        return of(
                rows(file.row("providers")),
                rows(file.row("models")),
                file.row("models").place());
    }

    /**
     * Takes rows of providers by name and of models by {@code provider/id}.
     *
     * @param place how messages call the rows of models
     * @throws InvalidRowException if the name of a model is none
     */
    public static Overlay of(Map<String, Row> providers, Map<String, Row> models, String place) {
        Map<String, Map<String, Row>> byProvider = new LinkedHashMap<>();
        models.forEach((name, row) -> {
            int slash = name.indexOf('/');
            if (slash <= 0 || slash == name.length() - 1) {
                throw new InvalidRowException(place, "'" + name + "'", "provider/model");
            }
            byProvider
                    .computeIfAbsent(name.substring(0, slash), _ -> new LinkedHashMap<>())
                    .put(name.substring(slash + 1), row);
        });
        return new Overlay(providers, byProvider);
    }

    private static Map<String, Row> rows(Row named) {
        Map<String, Row> rows = new LinkedHashMap<>();
        named.values().keySet().forEach(name -> rows.put(name, named.row(name)));
        return rows;
    }
}
