package io.piuptime.gateway.accept.admin;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import java.util.Map;

/**
 * What the admin listener answers to a {@link Call}.
 *
 * @param headers by lower-case name; the listener adds the length
 */
public record CallReply(int status, Map<String, String> headers, Bytes body) {
    public CallReply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
        }
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** Without headers and body: the reply to a key's creation holds the key. */
    @Override
    public String toString() {
        return status + " (" + body.length() + " bytes)";
    }
}
