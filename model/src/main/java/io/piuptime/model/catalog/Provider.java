package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.egress.Egress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A vendor or server that answers, described by data.
 *
 * @param speaks its wire formats, its own first, with all settings in their places
 * @param credentials by the names that its {@link Signing}s know; without any, those that the machine itself has
 * @param settings what its addresses were made with, such as {@code region}, which signing needs too
 * @param headers sent with every request, such as an organisation
 */
public record Provider(
        String name,
        List<Speech> speaks,
        Map<String, Secret> credentials,
        Map<String, String> settings,
        Habits habits,
        Map<String, String> headers,
        Connection connection) {
    /** The credential that is one key. */
    public static final String API_KEY = "api-key";

    /**
     * How connections to a provider are made.
     *
     * @param caFile PEM file of the authorities to trust instead of the system's
     * @param proxy {@code http://host:port} of a CONNECT proxy
     * @param pool the most connections open at once
     * @param waiting the most requests that wait for a connection
     * @param atOnce the most requests under way at once, for each model and credential
     * @param egress the rules that its addresses are checked by, if somebody wrote them who does not rule the node
     */
    public record Connection(
            Optional<String> caFile,
            Optional<URI> proxy,
            int pool,
            int waiting,
            Optional<Integer> atOnce,
            Optional<Egress> egress) {
        public static final Connection DEFAULT = new Connection(Optional.empty(), Optional.empty(), 1024, 1024);

        /** Connections for as many requests as it shows to take. */
        public Connection(Optional<String> caFile, Optional<URI> proxy, int pool, int waiting) {
            this(caFile, proxy, pool, waiting, Optional.empty());
        }

        /** Connections to addresses that are not checked. */
        public Connection(
                Optional<String> caFile, Optional<URI> proxy, int pool, int waiting, Optional<Integer> atOnce) {
            this(caFile, proxy, pool, waiting, atOnce, Optional.empty());
        }
    }

    public Provider {
        requireNonNull(name, "name");
        speaks = List.copyOf(speaks);
        if (speaks.isEmpty()) {
            throw new IllegalArgumentException("wire formats of provider '" + name + "': 0 (expected: >= 1)");
        }
        credentials = Map.copyOf(credentials);
        settings = Map.copyOf(settings);
        requireNonNull(habits, "habits");
        headers = Map.copyOf(headers);
        requireNonNull(connection, "connection");
        for (Speech speech : speaks) {
            if (!speech.placeholders().isEmpty()) {
                throw new IllegalArgumentException("address '" + speech.baseUrl() + "' of provider '" + name
                        + "' (expected: settings for " + String.join(", ", speech.placeholders()) + ")");
            }
        }
        Set<String> known = new TreeSet<>();
        speaks.forEach(speech -> known.addAll(speech.signing().credentials()));
        for (String credential : new TreeSet<>(credentials.keySet())) {
            if (!known.contains(credential)) {
                throw new IllegalArgumentException("credential '" + credential + "' of provider '" + name
                        + "' (expected: " + (known.isEmpty() ? "none" : String.join(", ", known)) + ")");
            }
        }
    }

    /** A provider of one wire format that answers with one key, or without. */
    public static Provider of(String name, Wire wire, URI baseUrl, Optional<Secret> apiKey) {
        Signing signing = apiKey.isPresent() ? wire.usualSigning() : Signing.NONE;
        return new Provider(
                name,
                List.of(new Speech(wire, baseUrl.toString(), signing, Map.of())),
                apiKey.map(key -> Map.of(API_KEY, key)).orElse(Map.of()),
                Map.of(),
                Habits.NONE,
                Map.of(),
                Connection.DEFAULT);
    }

    /** What it speaks when nothing else is asked for. */
    public Speech own() {
        return speaks.getFirst();
    }

    /** Where it speaks a wire format, if it does. */
    public Optional<Speech> speech(Wire wire) {
        for (Speech speech : speaks) {
            if (speech.wire() == wire) {
                return Optional.of(speech);
            }
        }
        return Optional.empty();
    }

    /** Where it speaks OpenAI's format, or else its own. */
    public URI baseUrl() {
        return speech(Wire.OPENAI_CHAT).orElse(own()).url("");
    }

    /** The same, asked with another key. */
    public Provider withKey(Secret key) {
        Map<String, Secret> others = new HashMap<>(credentials);
        others.put(API_KEY, key);
        return new Provider(name, speaks, others, settings, habits, headers, connection);
    }

    /** The key that it wants, if it wants one. */
    public Optional<Secret> apiKey() {
        return Optional.ofNullable(credentials.get(API_KEY));
    }

    /** Why it cannot be asked, if one of its credentials cannot be read. */
    public Optional<String> missing() {
        for (Secret credential : credentials.values()) {
            if (credential.missing().isPresent()) {
                return credential.missing();
            }
        }
        return Optional.empty();
    }

    /** Whether it may be asked for the callers of a tenant: not with the credentials of another one. */
    public boolean isFor(String tenant) {
        for (Secret credential : credentials.values()) {
            if (!credential.isFor(tenant)) {
                return false;
            }
        }
        return true;
    }

    /** Whether its streams may be asked for usage by {@code stream_options.include_usage}. */
    public boolean asksUsage() {
        return !habits.quirks().contains(Quirk.NO_STREAM_OPTIONS);
    }
}
