package io.piuptime.gateway.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.LoadMetrics;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an engine tells its load, and how it is asked. It is what a configuration says, or lies beside what the configuration
 * says: nothing that is received leads elsewhere.
 *
 * @param key sent to the provider's own host only
 * @param every how often it is asked
 */
record MetricsAddress(URI address, Optional<Secret> key, Provider.Connection connection, Duration every) {
    private static final String USUAL_PATH = "/metrics";

    MetricsAddress {
        requireNonNull(address, "address");
        requireNonNull(key, "key");
        requireNonNull(connection, "connection");
        requireNonNull(every, "every");
    }

    static MetricsAddress of(Provider provider) {
        LoadMetrics load = provider.habits().load();
        URI own = provider.baseUrl();
        URI address = load.address().orElseGet(() -> own.resolve(USUAL_PATH));
        boolean bearer = provider.own().signing() == Signing.BEARER && isSameServer(own, address);
        return new MetricsAddress(
                address, bearer ? provider.apiKey() : Optional.empty(), provider.connection(), load.every());
    }

    private static boolean isSameServer(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(String.valueOf(other.getScheme()))
                && String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()))
                && one.getPort() == other.getPort();
    }
}
