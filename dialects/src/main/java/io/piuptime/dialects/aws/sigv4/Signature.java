package io.piuptime.dialects.aws.sigv4;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The steps from a canonical request to its signature, at one moment and for one scope. */
final class Signature {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DAY_LENGTH = 8;

    private final String stamp;
    private final Scope scope;

    Signature(Instant moment, Scope scope) {
        stamp = STAMP.format(moment);
        this.scope = scope;
    }

    String stamp() {
        return stamp;
    }

    String day() {
        return stamp.substring(0, DAY_LENGTH);
    }

    /** Names the keys and what their signature is good for. */
    String credential(AwsCredentials credentials) {
        return credentials.accessKeyId() + "/" + scope.on(day());
    }

    String stringToSign(CanonicalRequest request) {
        return ALGORITHM + "\n" + stamp + "\n" + scope.on(day()) + "\n" + Hashes.sha256Hex(request.text());
    }

    String of(CanonicalRequest request, SigningKey key) {
        return Hashes.hex(Hashes.hmac(key.bytes(), stringToSign(request)));
    }
}
