package io.piuptime.gateway.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

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

    private static final int FINGERPRINT = 16;

    public HealthKey {
        requireNonNull(address, "address");
        requireNonNull(upstreamModel, "upstreamModel");
        requireNonNull(credential, "credential");
    }

    /** All models of a provider together. */
    public static HealthKey of(Provider provider) {
        return new HealthKey(provider.own().baseUrl(), ANY_MODEL, fingerprint(provider));
    }

    /** The same provider's, of one model. */
    public HealthKey ofModel(String name) {
        return new HealthKey(address, name, credential);
    }

    /** The same provider's, of all models together. */
    public HealthKey ofAnyModel() {
        return ofModel(ANY_MODEL);
    }

    HealthKey ofAnyCredential() {
        return new HealthKey(address, upstreamModel, "");
    }

    /** Tells one credential from another without holding it. */
    private static String fingerprint(Provider provider) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        digest.update(provider.name().getBytes(UTF_8));
        for (Map.Entry<String, Secret> credential : new TreeMap<>(provider.credentials()).entrySet()) {
            digest.update((byte) 0);
            digest.update(credential.getKey().getBytes(UTF_8));
            digest.update((byte) 0);
            digest.update(credential.getValue().reveal().getBytes(UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT);
    }
}
