package io.piuptime.catalog.provider;

/** What a provider can say in a header of its answer about its rate limits. */
public enum RateLimitHeader {
    REQUESTS_LIMIT,
    REQUESTS_LEFT,
    REQUESTS_RESET,
    TOKENS_LIMIT,
    TOKENS_LEFT,
    TOKENS_RESET
}
