package io.piuptime.gateway.accept.admin;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request at the admin listener, read whole.
 *
 * @param path as it was sent, not decoded, without the query
 * @param query decoded parameters; of one that was sent twice, the last
 * @param bearer what follows {@code Bearer} in the Authorization header
 * @param headers those of {@link #HEADERS} that were sent
 * @param address where it came from
 */
public record Call(
        String method,
        String path,
        Map<String, String> query,
        Optional<String> bearer,
        Map<String, String> headers,
        String address,
        Bytes body) {
    /** By lower-case name, the headers that calls are told apart by. */
    public static final Set<String> HEADERS = Set.of("if-match", "idempotency-key");

    private static final int LARGEST = 1 << 20;
    private static final int LARGEST_DOCUMENT = 16 << 20;

    public Call {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        query = Map.copyOf(query);
        requireNonNull(bearer, "bearer");
        headers = Map.copyOf(headers);
        requireNonNull(address, "address");
        requireNonNull(body, "body");
    }

    /** A call of this machine's, without headers. */
    public Call(String method, String path, Map<String, String> query, Optional<String> bearer, Bytes body) {
        this(method, path, query, bearer, Map.of(), "127.0.0.1", body);
    }

    /** The most bytes of a body that is sent to a path: whole configurations are larger than all else. */
    public static int largest(String path) {
        return path.equals("/admin/v1/revisions") ? LARGEST_DOCUMENT : LARGEST;
    }

    /** Without query, token, body and keys in the path, so that a call that strays into a log tells no secret. */
    @Override
    public String toString() {
        return method + " " + path.replaceAll("piup_[^/]*", "piup_…") + " (" + body.length() + " bytes)";
    }
}
