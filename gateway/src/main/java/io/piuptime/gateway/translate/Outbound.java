package io.piuptime.gateway.translate;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Speech;
import java.util.List;
import java.util.Map;

/** What becomes of a question at one target. */
public sealed interface Outbound {
    /**
     * A request to the target.
     *
     * @param speech in which, and where
     * @param path below that base URL, with its query
     * @param pieces of the body, in order
     * @param headers of the request
     * @param replies how its answer is read
     * @param dropped names of what the caller asked for and the target cannot be told
     */
    record Request(
            Speech speech, String path, List<Bytes> pieces, Headers headers, Replies replies, List<String> dropped)
            implements Outbound {
        public Request {
            requireNonNull(speech, "speech");
            requireNonNull(path, "path");
            pieces = List.copyOf(pieces);
            requireNonNull(headers, "headers");
            requireNonNull(replies, "replies");
            dropped = List.copyOf(dropped);
        }

        /** The same request with another body. */
        public Request with(List<Bytes> body) {
            return new Request(speech, path, body, headers, replies, dropped);
        }

        /** The same request, whose answer is read otherwise. */
        public Request answered(Replies otherwise) {
            return new Request(speech, path, pieces, headers, otherwise, dropped);
        }
    }

    /** An answer that needs no target. */
    record Answer(Bytes body) implements Outbound {}

    /**
     * Headers of a request to a target.
     *
     * @param relaysCallers whether the caller's own go on, as they do to who speaks the same dialect
     * @param own set in any case
     */
    record Headers(boolean relaysCallers, Map<String, String> own) {
        public static final Headers CALLERS = new Headers(true, Map.of());

        public Headers {
            own = Map.copyOf(own);
        }
    }
}
