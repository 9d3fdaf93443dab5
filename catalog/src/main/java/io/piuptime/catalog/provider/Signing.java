package io.piuptime.catalog.provider;

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
    /** AWS Signature Version 4. */
    SIGV4,
    /** A bearer token that Google issues to a service account. */
    GOOGLE_OAUTH,
    NONE
}
