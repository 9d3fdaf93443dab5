package io.piuptime.dialects.aws.sigv4;

import io.piuptime.gateway.Bytes;
import java.security.MessageDigest;

/**
 * What a signature says about a body.
 *
 * @param hash its SHA-256 in hexadecimal digits, or the word that leaves it open
 */
public record Payload(String hash) {
    /** The signature does not cover the body, as TLS alone protects it. Not every service takes that. */
    public static final Payload UNSIGNED = new Payload("UNSIGNED-PAYLOAD");

    public static final Payload EMPTY = of(Bytes.EMPTY);

    public static Payload of(Bytes body) {
        MessageDigest digest = Hashes.sha256();
        digest.update(body.array(), body.from(), body.length());
        return new Payload(Hashes.hex(digest.digest()));
    }
}
