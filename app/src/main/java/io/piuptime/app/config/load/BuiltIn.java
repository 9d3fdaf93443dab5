package io.piuptime.app.config.load;

import io.piuptime.app.config.known.Reach;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.OpenAiModels;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.routing.Placement;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is offered without being written: OpenAI, or a server like it, as the environment names it; and the demo. */
final class BuiltIn {
    static final String OPENAI = "openai";
    static final String DEMO = "demo";
    private static final URI OPENAI_URL = URI.create("https://api.openai.com/v1");

    private final Map<String, String> environment;
    private final Proxies proxies;
    private final OpenAiModels models;

    BuiltIn(Map<String, String> environment, Proxies proxies, OpenAiModels models) {
        this.environment = environment;
        this.proxies = proxies;
        this.models = models;
    }

    /** Whether an address is OpenAI's own, so that the names behind it are known. */
    static boolean isOpenAi(URI baseUrl) {
        return OPENAI_URL.getHost().equalsIgnoreCase(baseUrl.getHost());
    }

    List<String> openAiNames() {
        return models.names();
    }

    /** The model {@code demo}, answered by a server inside this process. */
    Offering demo(URI baseUrl, Timers timers, boolean shortensSilence) {
        return offering(provider(DEMO, baseUrl, Optional.empty()), DEMO, DEMO, timers, shortensSilence, List.of());
    }

    /** Every model of OpenAI, or any name if {@code OPENAI_BASE_URL} names a server whose models are not known. */
    List<Offering> openAi(Timers timers, boolean shortensSilence) {
        if (!isOffered()) {
            return List.of();
        }
        Provider provider = provider(OPENAI, server().orElse(OPENAI_URL), key());
        if (!isOpenAi(provider.baseUrl())) {
            return List.of(offering(provider, "*", "*", timers, shortensSilence, List.of()));
        }
        List<Offering> offerings = new ArrayList<>();
        for (String wildcard : models.wildcards()) {
            offerings.add(offering(provider, wildcard, wildcard, timers, shortensSilence, models.names()));
        }
        offerings.add(offering(provider, OPENAI + "/*", "*", timers, shortensSilence, List.of()));
        return offerings;
    }

    /** Whether the environment names OpenAI, or a server like it. */
    boolean isOffered() {
        return server().isPresent() || key().isPresent();
    }

    /** Whether the environment names a server of its own, which has not OpenAI's prices. */
    boolean isElsewhere() {
        return server().filter(server -> !isOpenAi(server)).isPresent();
    }

    /** A provider that is reached as the catalogue and the environment say. */
    Provider provider(Reach.Known reach) {
        return new Provider(
                reach.row(),
                reach.speaks(),
                reach.credentials(),
                reach.settings(),
                reach.habits(),
                Map.of(),
                connection(reach.speaks().getFirst().url("")));
    }

    /** Every model of a provider, by all its keys, as {@code provider/model}, of which the known ones are listed. */
    Offering everyModel(List<Provider> pool, List<String> known, Timers timers, boolean shortensSilence) {
        List<Target> targets = pool.stream()
                .map(provider -> new Target(provider, "*", Optional.empty(), Placement.EQUAL.amongst(pool.size())))
                .toList();
        return new Offering(pool.getFirst().name() + "/*", List.of(), targets, timers, shortensSilence, known);
    }

    private Provider provider(String name, URI baseUrl, Optional<Secret> key) {
        Provider plain = Provider.of(name, Wire.OPENAI_CHAT, baseUrl, key);
        return new Provider(
                name,
                plain.speaks(),
                plain.credentials(),
                plain.settings(),
                plain.habits(),
                plain.headers(),
                connection(baseUrl));
    }

    private Provider.Connection connection(URI baseUrl) {
        Provider.Connection usual = Provider.Connection.DEFAULT;
        return new Provider.Connection(
                usual.caFile(), proxies.towards(baseUrl), usual.pool(), usual.waiting(), usual.atOnce());
    }

    private static Offering offering(
            Provider provider,
            String name,
            String upstream,
            Timers timers,
            boolean shortensSilence,
            List<String> known) {
        return new Offering(name, List.of(), List.of(new Target(provider, upstream)), timers, shortensSilence, known);
    }

    private Optional<Secret> key() {
        String key = variable("OPENAI_API_KEY");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (key.chars().anyMatch(letter -> letter <= ' ' || letter >= 0x7f)) {
            throw invalid("OPENAI_API_KEY", "'***'", "expected: a key without spaces and control characters");
        }
        return Optional.of(new Secret(key));
    }

    private Optional<URI> server() {
        String name = variable("OPENAI_BASE_URL").isEmpty() ? "OPENAI_API_BASE" : "OPENAI_BASE_URL";
        String text = variable(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // Told below, without the text, which may hold a password.
        }
        throw invalid(name, "not an address", "expected: such as http://127.0.0.1:8000/v1, without credentials");
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private static InvalidConfigException invalid(String name, String found, String hint) {
        return new InvalidConfigException(
                List.of(Problem.outside("environment variable " + name, found, hint)), Set.of());
    }
}
