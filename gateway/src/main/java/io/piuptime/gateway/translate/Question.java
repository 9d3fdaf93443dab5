package io.piuptime.gateway.translate;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;

/**
 * A whole request as its caller made it.
 *
 * @param facts what a scan of the body found
 * @param body not encoded
 * @param query of the request without the caller's key, or empty
 * @param strict whether a target that cannot say all of it is to be refused
 */
public record Question(Operation operation, RequestFacts facts, Bytes body, String query, boolean strict) {
    public Question {
        requireNonNull(operation, "operation");
        requireNonNull(facts, "facts");
        requireNonNull(body, "body");
        requireNonNull(query, "query");
    }

    /** Whether the query says that a stream's events are to be server-sent ones, where a caller has the choice. */
    public boolean wantsServerSentEvents() {
        return ("&" + query + "&").contains("&alt=sse&");
    }
}
