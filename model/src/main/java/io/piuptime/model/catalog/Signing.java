package io.piuptime.model.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How a request shows that it may be answered. */
public enum Signing {
    /** {@code Authorization: Bearer KEY}. */
    BEARER,
    /** {@code Authorization: KEY}, without a scheme. */
    AUTHORIZATION,
    X_API_KEY,
    X_GOOG_API_KEY,
    API_KEY,
    /** {@code ?key=KEY}. */
    QUERY,
    /** AWS Signature Version 4; or, with {@code api-key}, a key of Bedrock's own as a bearer token. */
    SIGV4,
    /** A bearer token that Google issues to a service account. */
    GOOGLE_OAUTH,
    /** A bearer token that Microsoft Entra issues to a registered program. */
    ENTRA,
    NONE;

    private static final String KEY = Provider.API_KEY;
    private static final List<String> KEYS_OF_AWS = List.of("access-key-id", "secret-access-key", "session-token", KEY);

    /** Its name in rows and configurations: {@code x-api-key}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of what it can be made of, in the order in which a row names the environment's variables for them. */
    public List<String> credentials() {
        return switch (this) {
            case SIGV4 -> KEYS_OF_AWS;
            case GOOGLE_OAUTH -> List.of("credentials-file");
            case ENTRA -> List.of("tenant-id", "client-id", "client-secret");
            case NONE -> List.of();
            case BEARER, AUTHORIZATION, X_API_KEY, X_GOOG_API_KEY, API_KEY, QUERY -> List.of(KEY);
        };
    }

    /** Whether one key is all there is to it, so that a row's variables are several places for the same. */
    public boolean isByKey() {
        return credentials().equals(List.of(KEY));
    }

    /** Whether it can be made of these. */
    public boolean suffices(Collection<String> names) {
        if (this == SIGV4) {
            return names.contains(KEY) || names.containsAll(KEYS_OF_AWS.subList(0, 2));
        }
        return names.containsAll(credentials());
    }
}
