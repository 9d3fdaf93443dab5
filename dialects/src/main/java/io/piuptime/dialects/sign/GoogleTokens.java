package io.piuptime.dialects.sign;

import io.piuptime.dialects.json.JsonText;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import io.piuptime.model.catalog.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Access tokens of a service account, for which a signed assertion is exchanged (RFC 7523). */
public final class GoogleTokens implements Expiring.Source<Secret> {
    public static final String CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    /** The longest that Google takes. */
    private static final Duration LIFE = Duration.ofHours(1);

    private final GoogleServiceAccount account;
    private final String scope;
    private final TokenExchange exchange;
    private final InstantSource clock;

    public GoogleTokens(GoogleServiceAccount account, String scope, TokenExchange exchange, InstantSource clock) {
        this.account = account;
        this.scope = scope;
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public Expiring<Secret> obtain() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", GRANT);
        fields.put("assertion", assertion());
        return OAuthReply.fetch(Ask.form(account.tokenUri(), fields), exchange, clock);
    }

    private String assertion() {
        long now = clock.instant().getEpochSecond();
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\""
                + account.keyId().map(id -> ",\"kid\":" + JsonText.quote(id)).orElse("") + "}";
        String claims = "{\"iss\":" + JsonText.quote(account.email())
                + ",\"scope\":" + JsonText.quote(scope)
                + ",\"aud\":" + JsonText.quote(account.tokenUri().toString())
                + ",\"iat\":" + now
                + ",\"exp\":" + (now + LIFE.toSeconds()) + "}";
        String content = base64(utf8(header)) + "." + base64(utf8(claims));
        return content + "." + base64(account.sign(utf8(content)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
