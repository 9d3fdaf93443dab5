package io.piuptime.gateway.translate;

import io.piuptime.gateway.Dialect;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes requests to providers themselves: nothing of them is read or changed, and nothing of their answers. */
public final class Direct {
    private final Dialects dialects;

    public Direct(Dialects dialects) {
        this.dialects = dialects;
    }

    /**
     * A request below an address.
     *
     * @param path checked, with its slash
     * @param encoding of the body, or empty
     * @throws RefusedException when the query is none
     */
    public Outbound.Request request(Speech speech, String path, String query, String encoding) {
        return request(speech, path, query, encoding, dialects.of(speech.wire()));
    }

    /**
     * A request for an object below an address, of whose answer no usage is read: it was used when the object was made.
     *
     * @param path checked, with its slash
     * @param encoding of the body, or empty
     * @throws RefusedException when the query is none
     */
    public Outbound.Request object(Speech speech, String path, String query, String encoding) {
        return request(speech, path, query, encoding, Optional.empty());
    }

    private static Outbound.Request request(
            Speech speech, String path, String query, String encoding, Optional<Dialect> read) {
        String asked = query.isEmpty() ? path : path + "?" + query;
        try {
            URI _ = new URI("http://provider" + asked);
        } catch (URISyntaxException _) {
            throw new RefusedException(new Refusal.BadRequest(
                    "query: not part of an address (expected: everything special in it encoded)", "invalid_query", ""));
        }
        return new Outbound.Request(
                speech,
                asked,
                List.of(),
                new Outbound.Headers(true, encoding.isEmpty() ? Map.of() : Map.of("content-encoding", encoding)),
                new Untouched(read, operation(speech)),
                List.of());
    }

    /** One that is asked in the same format, for its form of usage. */
    private static Operation operation(Speech speech) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.wire() == speech.wire())
                .findFirst()
                .orElse(Operation.CHAT_COMPLETIONS);
    }
}
