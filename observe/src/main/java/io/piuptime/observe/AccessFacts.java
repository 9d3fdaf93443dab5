package io.piuptime.observe;

import static java.util.Objects.requireNonNull;

/**
 * What an access event tells beyond the usage record.
 *
 * @param path of the request; a query is not shown
 * @param traceId of the trace that the exchange belongs to
 */
public record AccessFacts(String method, String path, String traceId) {
    public AccessFacts {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(traceId, "traceId");
    }
}
