package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor or server that answers, described by data.
 *
 * @param baseUrl up to and including the version, without a slash at the end: {@code https://api.openai.com/v1}
 * @param apiKey sent as a bearer token, if the provider wants one
 * @param asksUsage whether streams may be asked for usage by {@code stream_options.include_usage}
 * @param headers sent with every request, such as an organisation
 */
public record Provider(
        String name,
        URI baseUrl,
        String dialect,
        Optional<Secret> apiKey,
        boolean asksUsage,
        Map<String, String> headers,
        Connection connection) {
    /**
     * How connections to a provider are made.
     *
     * @param caFile PEM file of the authorities to trust instead of the system's
     * @param proxy {@code http://host:port} of a CONNECT proxy
     * @param pool the most connections open at once
     * @param waiting the most requests that wait for a connection
     */
    public record Connection(Optional<String> caFile, Optional<URI> proxy, int pool, int waiting) {
        public static final Connection DEFAULT = new Connection(Optional.empty(), Optional.empty(), 1024, 1024);
    }

    public Provider {
        requireNonNull(name, "name");
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(dialect, "dialect");
        requireNonNull(apiKey, "apiKey");
        headers = Map.copyOf(headers);
        requireNonNull(connection, "connection");
    }
}
