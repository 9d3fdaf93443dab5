package io.piuptime.gateway.accept.admin;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * One request at the admin listener, read whole.
 *
 * @param path as it was sent, not decoded, without the query
 * @param query decoded parameters; of one that was sent twice, the last
 * @param bearer what follows {@code Bearer} in the Authorization header
 */
public record Call(String method, String path, Map<String, String> query, Optional<String> bearer, Bytes body) {
    public Call {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        query = Map.copyOf(query);
        requireNonNull(bearer, "bearer");
        requireNonNull(body, "body");
    }

    /** Without query, token, body and keys in the path, so that a call that strays into a log tells no secret. */
    @Override
    public String toString() {
        return method + " " + path.replaceAll("piup_[^/]*", "piup_…") + " (" + body.length() + " bytes)";
    }
}
