package io.piuptime.dialects.aws.sigv4;

import java.nio.charset.StandardCharsets;

/** The key that one day's requests in one scope are signed with. */
final class SigningKey {
    private final AwsCredentials credentials;
    private final String day;
    private final byte[] bytes;

    SigningKey(AwsCredentials credentials, String day, Scope scope) {
        this.credentials = credentials;
        this.day = day;
        byte[] secret = ("AWS4" + credentials.secretAccessKey().reveal()).getBytes(StandardCharsets.UTF_8);
        byte[] ofDay = Hashes.hmac(secret, day);
        byte[] ofRegion = Hashes.hmac(ofDay, scope.region());
        byte[] ofService = Hashes.hmac(ofRegion, scope.service());
        bytes = Hashes.hmac(ofService, "aws4_request");
    }

    boolean isOf(AwsCredentials others, String otherDay) {
        return day.equals(otherDay) && credentials.equals(others);
    }

    byte[] bytes() {
        return bytes;
    }
}
