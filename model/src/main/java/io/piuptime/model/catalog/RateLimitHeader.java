package io.piuptime.model.catalog;

import java.util.Locale;

/** What a provider can say in a header of its answer about its rate limits. */
public enum RateLimitHeader {
    REQUESTS_LIMIT,
    REQUESTS_LEFT,
    REQUESTS_RESET,
    TOKENS_LIMIT,
    TOKENS_LEFT,
    TOKENS_RESET;

    /** Its name in rows and configurations: {@code requests-left}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
