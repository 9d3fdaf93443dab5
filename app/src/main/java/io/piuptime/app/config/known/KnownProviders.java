package io.piuptime.app.config.known;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.Nearest;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.catalog.provider.Quirk;
import io.piuptime.catalog.provider.Signing;
import io.piuptime.catalog.provider.Speech;
import io.piuptime.catalog.provider.Wire;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds out how providers are reached of which only the name is written, or not even that. */
public final class KnownProviders {
    private static final Set<Wire> WIRES = Set.of(Wire.OPENAI_CHAT);
    private static final Set<Signing> SIGNINGS = Set.of(Signing.BEARER, Signing.NONE);
    private static final Pattern PART_OF_URL = Pattern.compile("[A-Za-z0-9._-]+");
    private static final List<String> ADDRESSES = List.of("_BASE_URL", "_API_BASE");
    private static final List<String> ENDS_OF_KEYS = List.of("_KEY", "_TOKEN");

    private final Catalogue catalogue;
    private final Map<String, String> environment;

    public KnownProviders(Catalogue catalogue, Map<String, String> environment) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.environment = Map.copyOf(environment);
    }

    /** How the provider of a row is reached, with these settings before those of the environment. */
    public Reach reach(String name, Map<String, String> settings) {
        Optional<ProviderRow> row = catalogue.provider(name);
        if (row.isEmpty()) {
            String near = Nearest.to(name, names(), 1).stream()
                    .map(other -> " (did you mean '" + other + "'?)")
                    .findFirst()
                    .orElse("");
            return new Reach.Missing("nothing", "an address, as the catalogue has no provider '" + name + "'" + near);
        }
        return reach(row.get(), settings);
    }

    /** The best-known providers of which a key is in the environment, by name; what else they need must be there too. */
    public List<Reach.Known> switchedOn() {
        List<String> variables = environment.keySet().stream()
                .filter(variable -> ENDS_OF_KEYS.stream().anyMatch(variable::endsWith))
                .filter(variable -> key(variable).isPresent())
                .toList();
        List<Reach.Known> reached = new ArrayList<>();
        if (!variables.isEmpty()) {
            for (ProviderRow row : catalogue.keyedBy(variables)) {
                if (row.byKey()) {
                    ready(row.name()).ifPresent(reached::add);
                }
            }
        }
        return reached;
    }

    /** How a provider is reached of which nothing is written, if it needs no key or its key is in the environment. */
    public Optional<Reach.Known> ready(String name) {
        Optional<ProviderRow> row = catalogue.provider(name);
        return row.isPresent()
                        && reach(row.get(), Map.of()) instanceof Reach.Known known
                        && (row.get().isOpen() || known.apiKey().isPresent())
                ? Optional.of(known)
                : Optional.empty();
    }

    /** The names of a row's models that are known. */
    public List<String> models(String row) {
        return catalogue.ids(row);
    }

    private Reach reach(ProviderRow row, Map<String, String> own) {
        Optional<Speech> speech = row.speaks().stream()
                .filter(one -> WIRES.contains(one.wire()) && SIGNINGS.contains(one.signing()))
                .findFirst();
        if (speech.isEmpty()) {
            return new Reach.Missing(
                    "nothing",
                    "an address, as provider '" + row.name() + "' has none that speaks openai-chat with a key");
        }
        Map<String, String> settings = settings(row, own);
        Optional<String> url = speech.get().baseUrl(settings);
        if (url.isEmpty()) {
            Set<String> missing = new TreeSet<>(speech.get().placeholders());
            missing.removeAll(settings.keySet());
            String setting = missing.iterator().next();
            return new Reach.Missing(
                    "no setting '" + setting + "'",
                    "settings: {" + setting + ": …} or the environment's "
                            + String.join(" or ", row.settings().getOrDefault(setting, List.of())));
        }
        Optional<Secret> key = speech.get().signing() == Signing.NONE
                ? Optional.empty()
                : row.keys().stream()
                        .filter(this::isForUsualAddress)
                        .flatMap(variable -> key(variable).stream())
                        .findFirst();
        boolean asksUsage = !row.quirks().contains(Quirk.NO_STREAM_OPTIONS);
        return new Reach.Known(row.name(), URI.create(url.get()), key, asksUsage);
    }

    private Map<String, String> settings(ProviderRow row, Map<String, String> own) {
        Map<String, String> settings = new HashMap<>();
        row.settings()
                .forEach((setting, variables) -> variables.stream()
                        .map(variable -> environment.getOrDefault(variable, "").strip())
                        .filter(KnownProviders::isPartOfUrl)
                        .findFirst()
                        .ifPresent(value -> settings.put(setting, value)));
        own.forEach((setting, value) -> {
            if (isPartOfUrl(value)) {
                settings.put(setting, value);
            }
        });
        return settings;
    }

    /** A key beside an address of its own, such as {@code ANTHROPIC_BASE_URL}, is not meant for the catalogue's. */
    private boolean isForUsualAddress(String key) {
        int end = key.lastIndexOf("_API_KEY");
        return end < 0
                || ADDRESSES.stream()
                        .allMatch(address -> environment
                                .getOrDefault(key.substring(0, end) + address, "")
                                .isBlank());
    }

    private Optional<Secret> key(String variable) {
        String text = environment.getOrDefault(variable, "").strip();
        boolean sendable = !text.isEmpty() && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
        return sendable ? Optional.of(new Secret(text)) : Optional.empty();
    }

    private List<String> names() {
        return catalogue.providers().stream().map(ProviderRow::name).toList();
    }

    /** A setting may name a host or a part of a path, and nothing that leads elsewhere. */
    private static boolean isPartOfUrl(String value) {
        return PART_OF_URL.matcher(value).matches();
    }
}
