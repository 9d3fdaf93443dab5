package io.piuptime.app.money;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of what is sent to a webhook, as Standard Webhooks 1.0 has it. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    /** A secret that begins so is bytes in base64; any other is taken as it is written. */
    private static final String ENCODED = "whsec_";

    private final SecretKeySpec key;

    /**
     * One by a secret.
     *
     * @throws IllegalArgumentException if it is empty, or should be base64 and is not
     */
    Signature(Secret secret) {
        String text = secret.reveal();
        byte[] bytes = text.startsWith(ENCODED)
                ? Base64.getDecoder().decode(text.substring(ENCODED.length()))
                : text.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The value of the header {@code webhook-signature}. */
    String of(String id, long second, Bytes body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + second + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.copy()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM + " here", e);
        }
    }
}
