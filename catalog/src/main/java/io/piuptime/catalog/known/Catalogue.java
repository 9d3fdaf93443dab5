package io.piuptime.catalog.known;

import io.piuptime.catalog.provider.ProviderReader;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.catalog.provider.ProviderTable;
import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.catalog.row.Row;
import io.piuptime.model.price.Price;
import io.piuptime.model.price.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All that is known of providers and models. Nothing is read before it is asked for: not the files, and of them not more
 * than the rows of the providers that are asked for. Used from many threads.
 */
public final class Catalogue {
    private final Supplier<ProviderTable> providerTable;
    private final Supplier<ModelTable> modelTable;
    private final Overlay overlay;
    private final Map<String, ProviderRow> rows = new ConcurrentHashMap<>();
    private final Map<String, ModelIndex> indexes = new ConcurrentHashMap<>();

    private Catalogue(Supplier<ProviderTable> providerTable, Supplier<ModelTable> modelTable, Overlay overlay) {
        this.providerTable = providerTable;
        this.modelTable = modelTable;
        this.overlay = overlay;
    }

    /** The catalogue that ships with this module. */
    public static Catalogue shipped() {
        return new Catalogue(
                new Once<>(() -> new ProviderTable(resource("/io/piuptime/catalog/providers.yaml"))),
                new Once<>(() -> new ModelTable(resource("/io/piuptime/catalog/models.tsv"))),
                Overlay.NONE);
    }

    /**
     * The shipped rows with a user's own over them, instead of any before.
     *
     * @throws InvalidRowException if a row is wrong or not complete
     */
    public Catalogue with(Overlay own) {
        Catalogue both = new Catalogue(providerTable, modelTable, own);
        own.providers().keySet().forEach(both::row);
        own.models().forEach((name, models) -> {
            if (both.row(name).isEmpty()) {
                String model = models.values().iterator().next().place();
                throw new InvalidRowException(model, "no provider '" + name + "'", "the name of a provider's row");
            }
            both.models(name);
        });
        return both;
    }

    /** The provider of a name or an alias. */
    public Optional<ProviderRow> provider(String name) {
        Optional<ProviderRow> exact = row(name);
        if (exact.isPresent()) {
            return exact;
        }
        return among(providerTable.get().aliased(name)).stream()
                .filter(row -> row.aliases().contains(name))
                .findFirst();
    }

    /** All providers, by name. */
    public List<ProviderRow> providers() {
        TreeSet<String> names = new TreeSet<>(providerTable.get().names());
        names.addAll(overlay.providers().keySet());
        return names.stream().flatMap(name -> row(name).stream()).toList();
    }

    /** The providers whose key may be in one of these environment variables, by name. */
    public List<ProviderRow> keyedBy(Collection<String> variables) {
        return among(providerTable.get().mentioning(variables)).stream()
                .filter(row -> row.keys().stream().anyMatch(variables::contains))
                .toList();
    }

    /** The models of a provider, by id; none if it has no row, or if none is known. */
    public List<KnownModel> models(String provider) {
        return provider(provider).map(row -> index(row).models()).orElse(List.of());
    }

    /** The ids of a provider's models, without what else is known of them. */
    public List<String> ids(String provider) {
        return provider(provider).map(row -> index(row).ids()).orElse(List.of());
    }

    /**
     * What is known of a model at a provider: by its id, another name or a pattern, with or without a date at the end; else
     * what is known of it at the providers whose prices count there.
     */
    public Optional<KnownModel> find(String provider, String model) {
        Optional<ProviderRow> row = provider(provider);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Optional<KnownModel> own = index(row.get()).find(model);
        if (own.isPresent()) {
            return own;
        }
        return row.get().pricesOf().stream()
                .flatMap(other -> row(other).stream())
                .flatMap(other -> index(other).find(model).stream())
                .findFirst()
                .map(found -> priced(found.at(row.get().name()), row.get().percents()));
    }

    /** What a model costs at an instant, if that is known. */
    public Optional<Price> priceAt(String provider, String model, Instant instant) {
        return find(provider, model).flatMap(known -> known.prices().at(instant));
    }

    /** Names that are not ours come from callers: only what is found is kept. */
    private Optional<ProviderRow> row(String name) {
        ProviderRow known = rows.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ProviderRow> read = readRow(name);
        read.ifPresent(row -> rows.put(name, row));
        return read;
    }

    private Optional<ProviderRow> readRow(String name) {
        Optional<Row> ours = providerTable.get().row(name);
        Row own = overlay.providers().get(name);
        if (own == null) {
            return ours.map(row -> ProviderReader.read(name, row));
        }
        return Optional.of(
                ProviderReader.read(name, ours.map(row -> row.under(own)).orElse(own)));
    }

    private List<ProviderRow> among(List<String> ours) {
        TreeSet<String> names = new TreeSet<>(ours);
        names.addAll(overlay.providers().keySet());
        return names.stream().flatMap(name -> row(name).stream()).toList();
    }

    private ModelIndex index(ProviderRow provider) {
        return indexes.computeIfAbsent(provider.name(), _ -> new ModelIndex(readModels(provider)));
    }

    private List<Entry> readModels(ProviderRow provider) {
        List<Entry> ours = modelTable.get().of(provider.name());
        Map<String, Row> own = overlay.models().getOrDefault(provider.name(), Map.of());
        if (own.isEmpty() && provider.percents().isEmpty()) {
            return ours;
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        ours.forEach(entry -> entries.put(entry.id(), entry));
        own.forEach((id, row) -> {
            Entry before = entries.getOrDefault(id, Entry.of(KnownModel.named(provider.name(), id)));
            entries.put(id, Entry.of(ModelReader.read(row, before.model())));
        });
        return entries.values().stream()
                .map(entry -> entry.changed(model -> priced(model, provider.percents())))
                .toList();
    }

    private static KnownModel priced(KnownModel model, Map<Service, Integer> percents) {
        return percents.isEmpty() ? model : model.withPrices(model.prices().withPercents(percents));
    }

    private static String resource(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource '" + name + "': absent (expected: in this module)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
