package io.piuptime.gateway;

import java.time.Duration;

/**
 * How much one exchange, and all of them together, may take. Sizes in bytes.
 *
 * @param uri request line
 * @param headers all headers of a request
 * @param jsonBody a body that is held whole
 * @param streamedBody a multipart or binary body that passes through
 * @param buffers request and reply bytes held in memory, over all exchanges
 * @param streamBuffer bytes that one stream may hold for a caller who reads slowly
 * @param exchanges in flight at once
 * @param exchangesPerModel of these, of one model
 * @param connections open at once from callers
 * @param arrival how long requests may take to arrive
 */
public record Limits(
        int uri,
        int headers,
        int jsonBody,
        long streamedBody,
        long buffers,
        int streamBuffer,
        int exchanges,
        int exchangesPerModel,
        int connections,
        Arrival arrival) {
    public static final Limits DEFAULT = new Limits(
            16 << 10, 32 << 10, 32 << 20, 512L << 20, 96L << 20, 256 << 10, 8192, 6144, 16384, Arrival.DEFAULT);

    /** As many of one model as leave a quarter of so many exchanges to the others. */
    public static int perModel(int exchanges) {
        return exchanges - exchanges / 4;
    }

    /**
     * How long requests may take to arrive.
     *
     * @param head from its first byte on
     * @param bodyGrace before the rate of a body is looked at
     * @param body a body that is held whole, all of it
     * @param idle a connection without a request
     */
    public record Arrival(Duration head, Duration bodyGrace, Duration body, Duration idle) {
        public static final Arrival DEFAULT = new Arrival(
                Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(75));
    }
}
