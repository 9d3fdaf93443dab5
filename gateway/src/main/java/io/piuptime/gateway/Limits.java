package io.piuptime.gateway;

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
 * @param connections open at once from callers
 */
public record Limits(
        int uri,
        int headers,
        int jsonBody,
        long streamedBody,
        long buffers,
        int streamBuffer,
        int exchanges,
        int connections) {
    public static final Limits DEFAULT =
            new Limits(16 << 10, 32 << 10, 32 << 20, 512L << 20, 96L << 20, 256 << 10, 8192, 16384);
}
