package io.piuptime.gateway.health;

import static java.util.Objects.requireNonNull;

/**
 * Whose health it is.
 *
 * @param address the provider's base URL, region included
 * @param upstreamModel its name for the model, or {@link #ANY_MODEL}
 * @param credential names the credential and its present secret (a fingerprint, never the secret): another secret is
 *     another key, so that a dead credential lives again when it is replaced
 */
public record HealthKey(String address, String upstreamModel, String credential) {
    /** All models together, for which there is no place of their own. */
    public static final String ANY_MODEL = "*";

    public HealthKey {
        requireNonNull(address, "address");
        requireNonNull(upstreamModel, "upstreamModel");
        requireNonNull(credential, "credential");
    }

    HealthKey ofAnyModel() {
        return new HealthKey(address, ANY_MODEL, credential);
    }

    HealthKey ofAnyCredential() {
        return new HealthKey(address, upstreamModel, "");
    }
}
