package io.piuptime.dialects.sign;

import io.piuptime.dialects.sign.TokenExchange.Ask;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** Access tokens of the account that a machine or a pod at Google runs as. */
public final class GoogleMachineTokens implements Expiring.Source<Secret> {
    /** Answers only from within, and is no way out: that is why it may do without TLS. */
    private static final URI METADATA =
            URI.create("http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token");

    private final TokenExchange exchange;
    private final InstantSource clock;

    public GoogleMachineTokens(TokenExchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public Expiring<Secret> obtain() {
        return OAuthReply.fetch(Ask.get(METADATA, Map.of("Metadata-Flavor", "Google")), exchange, clock);
    }
}
