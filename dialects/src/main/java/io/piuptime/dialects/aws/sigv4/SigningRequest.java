package io.piuptime.dialects.aws.sigv4;

import java.util.List;

/**
 * The parts of a request that a signature covers, in the form in which they are sent.
 *
 * @param path begins with a slash, percent-encoded as on the wire
 * @param query without its question mark, percent-encoded as on the wire; empty when there is none
 * @param headers those to be signed, {@code Host} among them; leave out what a proxy on the way may change
 */
public record SigningRequest(String method, String path, String query, List<HeaderField> headers, Payload payload) {
    public SigningRequest {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: does not begin with \"/\" (expected: the path as it is sent)");
        }
        headers = List.copyOf(headers);
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("host"))) {
            throw new IllegalArgumentException("headers: without Host (expected: Host among those that are signed)");
        }
    }
}
