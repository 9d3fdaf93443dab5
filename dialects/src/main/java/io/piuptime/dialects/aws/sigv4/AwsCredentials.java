package io.piuptime.dialects.aws.sigv4;

import io.piuptime.model.catalog.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys that requests to AWS are signed with.
 *
 * @param sessionToken goes with keys that were given out for a time
 */
public record AwsCredentials(String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {
    public AwsCredentials {
        Objects.requireNonNull(sessionToken, "sessionToken");
        if (accessKeyId.isBlank() || secretAccessKey.reveal().isBlank()) {
            throw new IllegalArgumentException("AWS keys: blank (expected: an access key's id and its secret)");
        }
    }
}
