package io.piuptime.dialects.sign;

import io.piuptime.dialects.sign.TokenExchange.Ask;
import io.piuptime.model.catalog.Secret;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Access tokens of a program for itself (RFC 6749 §4.4), from Microsoft Entra. */
public final class EntraTokens implements Expiring.Source<Secret> {
    private final EntraClient client;
    private final TokenExchange exchange;
    private final InstantSource clock;

    public EntraTokens(EntraClient client, TokenExchange exchange, InstantSource clock) {
        this.client = client;
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public Expiring<Secret> obtain() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", client.clientId());
        fields.put("client_secret", client.clientSecret().reveal());
        fields.put("scope", client.scope());
        return OAuthReply.fetch(Ask.form(client.tokenUri(), fields), exchange, clock);
    }
}
