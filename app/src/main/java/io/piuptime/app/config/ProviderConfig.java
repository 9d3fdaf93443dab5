package io.piuptime.app.config;

import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A vendor or server that answers. */
public record ProviderConfig(
        @Describe("Up to and including the version, such as https://api.openai.com/v1; by default the catalogue's.")
        Optional<URI> baseUrl,

        @Describe("The catalogue's name for it, where its own name is another; its address and prices count.")
        Optional<String> row,

        @Describe("What the catalogue's address leaves open, such as resource or region; by default the environment's.")
        Map<String, String> settings,

        @Describe(
                "Its key, sent as its row or dialect says; best written as ${NAME} or ${file:/path}; by default the environment's.")
        Optional<Secret> apiKey,

        @Describe(
                "More keys of it, each with limits and a health of its own: requests take them in turn, and one that is"
                        + " refused or at its limit leaves them to the others.")
        List<Secret> apiKeys,

        @Describe("What is signed with where that is more than one key: access-key-id, secret-access-key, session-token"
                + " (sigv4); credentials-file (google-oauth); tenant-id, client-id, client-secret (entra).")
        Map<String, Secret> credentials,

        @Describe("The one wire format to speak to it in; by default those of its row, or openai-chat.")
        Optional<Wire> dialect,

        @Describe("How requests are signed; by default as its row or its wire format says.")
        Optional<Signing> signs,

        @Describe("What it cannot take or does otherwise than its wire format says, instead of what its row says.")
        Optional<List<Quirk>> quirks,

        @Describe("The headers in which it says what is left, by requests-limit, requests-left, requests-reset,"
                + " tokens-limit, tokens-left and tokens-reset; put over those of its row.")
        Map<String, String> rateLimits,

        @Describe(
                "Where it tells how busy it is, which is asked when a model's strategy is load; by default /metrics on its"
                        + " host.")
        Optional<URI> metrics,

        @Describe(value = "How often it is asked for that.", byDefault = "500ms", min = 100, max = 60_000)
        Duration metricsEvery,

        @Describe(value = "Whether its streams may be asked for usage.", byDefault = "true")
        boolean asksUsage,

        @Describe("Headers sent with every request, such as an organisation.")
        Map<String, Secret> headers,

        @Describe("Paths below its address, with their version, that keys with the permission passthrough may ask at"
                + " /providers/NAME, such as /v1/vector_stores*; a star at the end stands for any rest.")
        List<String> passthrough,

        @Describe("PEM file of the authorities to trust instead of the system's.")
        Optional<Path> caFile,

        @Describe("http://host:port of a proxy; otherwise HTTPS_PROXY and NO_PROXY count.")
        Optional<ProxyUrl> proxy,

        @Describe(value = "The most connections open to it at once.", byDefault = "1024", max = 100_000)
        int pool,

        @Describe(value = "The most requests that wait for a connection.", byDefault = "1024", min = 0, max = 1_000_000)
        int waiting,

        @Describe(
                value = "The most requests under way at once, for each of its models and keys; others wait, or go"
                        + " elsewhere. By default as many as it shows to take.",
                max = 1_000_000)
        Optional<Integer> maxInFlight) {
    /**
     * The address of a proxy, which may hold a password and therefore does not show it.
     *
     * @param uri {@code http://host:port} or {@code http://user:password@host:port}
     */
    public record ProxyUrl(URI uri) {
        @Override
        public String toString() {
            return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
        }
    }

    /** All its keys, in order. */
    public List<Secret> keys() {
        return Stream.concat(apiKey.stream(), apiKeys.stream()).toList();
    }

    public ProviderConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        apiKeys = List.copyOf(apiKeys);
        credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
        rateLimits = Collections.unmodifiableMap(new LinkedHashMap<>(rateLimits));
        passthrough = List.copyOf(passthrough);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
