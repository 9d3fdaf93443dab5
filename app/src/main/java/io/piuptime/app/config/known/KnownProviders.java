package io.piuptime.app.config.known;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.Nearest;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.catalog.ability.KnownAbilities;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.catalog.tariff.KnownTariffs;
import io.piuptime.catalog.tariff.Tariffs;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds out how providers are reached of which only the name is written, or not even that. */
public final class KnownProviders {
    private static final Pattern PART_OF_URL = Pattern.compile("[A-Za-z0-9._-]+");
    private static final List<String> ADDRESSES = List.of("_BASE_URL", "_API_BASE");
    private static final List<String> ENDS_OF_KEYS = List.of("_KEY", "_TOKEN", "_CREDENTIALS", "_BEDROCK");

    private final Catalogue catalogue;
    private final Map<String, String> environment;

    public KnownProviders(Catalogue catalogue, Map<String, String> environment) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.environment = Map.copyOf(environment);
    }

    /** How a provider is reached by the name of its row and what is written of it; that goes before the environment. */
    public Reach reach(String name, Wanted wanted) {
        Optional<ProviderRow> row = catalogue.provider(name);
        if (row.isPresent()) {
            return reach(row.get(), wanted);
        }
        if (wanted.baseUrl().isPresent()) {
            Wire wire = wanted.dialect().orElse(Wire.OPENAI_CHAT);
            return known(name, List.of(speech(wire, wanted.baseUrl().get())), wanted, Habits.NONE);
        }
        String near = Nearest.to(name, names(), 1).stream()
                .map(other -> " (did you mean '" + other + "'?)")
                .findFirst()
                .orElse("");
        return new Reach.Missing("nothing", "an address, as the catalogue has no provider '" + name + "'" + near);
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
        return row.isPresent() && reach(row.get(), Wanted.NOTHING) instanceof Reach.Known known && known.isSigned()
                ? Optional.of(known)
                : Optional.empty();
    }

    /** How a server that was found is reached, if there is a row for its kind. */
    public Optional<Reach.Known> local(LocalServer server) {
        Wanted there = Wanted.at(server.baseUrl());
        return catalogue
                .provider(server.row())
                .map(row -> reach(row, there))
                .flatMap(reach -> reach instanceof Reach.Known known
                        ? Optional.of(known.named(server.name()))
                        : Optional.empty());
    }

    /** The names of a row's models that are known. */
    public List<String> models(String row) {
        return catalogue.ids(row);
    }

    /** Whether an address is on the host of a row, so that it is the row's own server. */
    public boolean isAt(String row, URI address) {
        return catalogue.provider(row).stream()
                .flatMap(found -> found.speaks().stream())
                .anyMatch(speech -> speech.isOn(address));
    }

    /** The prices that the catalogue knows, with the names of its rows by those of providers. */
    public Tariffs tariffs(Map<String, String> rows) {
        return new KnownTariffs(catalogue, rows);
    }

    /** What the catalogue knows that targets can do, with the names of its rows by those of providers. */
    public AbilityBook abilities(Map<String, String> rows) {
        return new KnownAbilities(catalogue, rows);
    }

    private Reach reach(ProviderRow row, Wanted wanted) {
        Map<String, String> settings = settings(row, wanted.settings());
        List<Speech> speaks = row.settled(settings);
        if (wanted.baseUrl().isPresent()) {
            speaks = moved(row, wanted.baseUrl().get(), settings);
        }
        if (wanted.dialect().isPresent()) {
            Wire wire = wanted.dialect().get();
            if (wanted.baseUrl().isEmpty() && row.speech(wire).isEmpty()) {
                return new Reach.Missing(
                        "nothing", "an address, as provider '" + row.name() + "' has none that speaks " + wire.id());
            }
            List<Speech> same =
                    speaks.stream().filter(speech -> speech.wire() == wire).toList();
            speaks = same.isEmpty() && wanted.baseUrl().isPresent()
                    ? List.of(speech(wire, wanted.baseUrl().get()))
                    : same;
        }
        if (speaks.isEmpty()) {
            return unsettled(row, wanted.dialect().flatMap(row::speech).orElse(row.own()), settings);
        }
        Wanted complete = new Wanted(
                wanted.baseUrl(),
                wanted.dialect(),
                wanted.signs(),
                settings,
                wanted.credentials().isEmpty() && wanted.baseUrl().isEmpty()
                        ? credentials(
                                row, wanted.signs().orElse(speaks.getFirst().signing()))
                        : wanted.credentials(),
                wanted.quirks(),
                wanted.rateLimits());
        return known(row.name(), speaks, complete, row.habits());
    }

    /** At another address is spoken what the usual one speaks in the same place. */
    private static List<Speech> moved(ProviderRow row, URI baseUrl, Map<String, String> settings) {
        return row.speaks().stream()
                .filter(speech -> speech.baseUrl().equals(row.own().baseUrl()))
                .flatMap(speech -> speech.at(baseUrl.toString()).with(settings).stream())
                .toList();
    }

    private static Reach.Known known(String row, List<Speech> speaks, Wanted wanted, Habits usual) {
        boolean keyed = wanted.credentials().containsKey(Provider.API_KEY);
        List<Speech> signed = speaks.stream()
                .map(speech -> {
                    Signing signing = wanted.signs().orElse(speech.signing());
                    return speech.signed(signing == Signing.NONE && keyed ? Signing.BEARER : signing);
                })
                .toList();
        Map<RateLimitHeader, String> rateLimits = new HashMap<>(usual.rateLimits());
        rateLimits.putAll(wanted.rateLimits());
        Habits habits = new Habits(wanted.quirks().orElse(usual.quirks()), rateLimits);
        return new Reach.Known(row, signed, wanted.credentials(), wanted.settings(), habits);
    }

    private static Speech speech(Wire wire, URI baseUrl) {
        return new Speech(wire, baseUrl.toString(), wire.usualSigning(), Map.of());
    }

    private static Reach.Missing unsettled(ProviderRow row, Speech speech, Map<String, String> settings) {
        Set<String> missing = new TreeSet<>(speech.placeholders());
        missing.removeAll(settings.keySet());
        String setting = missing.iterator().next();
        List<String> variables = row.settings().getOrDefault(setting, List.of());
        String environment = variables.isEmpty() ? "" : " or the environment's " + String.join(" or ", variables);
        return new Reach.Missing("no setting '" + setting + "'", "settings: {" + setting + ": …}" + environment);
    }

    /** What the environment has for a signing; what is made of several things is taken only if it is enough. */
    private Map<String, Secret> credentials(ProviderRow row, Signing signing) {
        Map<String, Secret> found = new HashMap<>();
        if (signing.isByKey()) {
            row.keys().stream()
                    .filter(this::isForUsualAddress)
                    .flatMap(variable -> key(variable).stream())
                    .findFirst()
                    .ifPresent(key -> found.put(Provider.API_KEY, key));
            return found;
        }
        Iterator<String> variables = row.keys().iterator();
        for (String credential : signing.credentials()) {
            if (variables.hasNext()) {
                key(variables.next()).ifPresent(value -> found.put(credential, value));
            }
        }
        return signing.suffices(found.keySet()) ? found : Map.of();
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
