package io.piuptime.app.config;

import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A vendor or server that answers. */
public record ProviderConfig(
        @Describe("Up to and including the version, such as https://api.openai.com/v1; by default the catalogue's.")
        Optional<URI> baseUrl,

        @Describe("The catalogue's name for it, where its own name is another.")
        Optional<String> row,

        @Describe("What the catalogue's address leaves open, such as resource or region; by default the environment's.")
        Map<String, String> settings,

        @Describe("Sent as a bearer token; best written as ${NAME} or ${file:/path}; by default the environment's.")
        Optional<Secret> apiKey,

        @Describe(value = "The wire format it speaks.", byDefault = "openai")
        Dialect dialect,

        @Describe(value = "Whether its streams may be asked for usage.", byDefault = "true")
        boolean asksUsage,

        @Describe("Headers sent with every request, such as an organisation.")
        Map<String, Secret> headers,

        @Describe("PEM file of the authorities to trust instead of the system's.")
        Optional<Path> caFile,

        @Describe("http://host:port of a proxy; otherwise HTTPS_PROXY and NO_PROXY count.")
        Optional<ProxyUrl> proxy,

        @Describe(value = "The most connections open to it at once.", byDefault = "1024", max = 100_000)
        int pool,

        @Describe(value = "The most requests that wait for a connection.", byDefault = "1024", min = 0, max = 1_000_000)
        int waiting) {
    /** The wire formats that a provider can speak. */
    public enum Dialect {
        OPENAI;

        /** Its name as the gateway knows it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

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

    public ProviderConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
