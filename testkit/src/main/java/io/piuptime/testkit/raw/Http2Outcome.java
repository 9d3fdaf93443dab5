package io.piuptime.testkit.raw;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What became of one stream of an HTTP/2 connection.
 *
 * @param code the error code of a reset or a goodbye, otherwise 0
 */
public record Http2Outcome(List<Header> headers, Reply.Body body, End end, long code) {
    /** The code of a reset that says that nothing was done: it can be sent again. */
    public static final long REFUSED_STREAM = 7;

    /** The code of a goodbye to a peer that asks for too much. */
    public static final long ENHANCE_YOUR_CALM = 11;

    /** How a stream ended. */
    public enum End {
        /** With its last byte. */
        WHOLE,
        /** With a reset of the stream. */
        RESET,
        /** With a goodbye over the connection. */
        GOODBYE,
        /** With the connection, nothing said. */
        CLOSED,
        /** Not at all, while the patience lasted. */
        OPEN
    }

    public Http2Outcome {
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
        requireNonNull(end, "end");
    }

    /** The status; 0 if no head came. */
    public int status() {
        return Header.first(headers, ":status").map(Integer::parseInt).orElse(0);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }
}
