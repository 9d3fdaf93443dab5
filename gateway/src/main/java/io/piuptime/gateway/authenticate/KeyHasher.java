package io.piuptime.gateway.authenticate;

import io.piuptime.model.key.KeyText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a key's text into what is kept of it: HMAC-SHA-256 under the {@link Pepper}, in lower-case hex. A slow password
 * hash would add nothing: the text holds 256 random bits.
 */
public final class KeyHasher {
    private static final String ALGORITHM = "HmacSHA256";

    /** No key has a blank. */
    private static final String FINGERPRINT = "fingerprint ";

    private static final int FINGERPRINT_DIGITS = 32;
    private static final String HEX = "0123456789abcdef";

    /** Making a Mac costs more than using it, and one serves a single thread. */
    private final ThreadLocal<Mac> macs;

    public KeyHasher(Pepper pepper) {
        SecretKeySpec key = new SecretKeySpec(pepper.secret(), ALGORITHM);
        macs = ThreadLocal.withInitial(() -> mac(key));
    }

    public String hash(KeyText key) {
        return HexFormat.of().formatHex(digest(key));
    }

    /** Tells the pepper apart from others within one installation, whose salt it is made with. */
    public String fingerprint(String salt) {
        return hash(new KeyText("", FINGERPRINT + salt)).substring(0, FINGERPRINT_DIGITS);
    }

    /** Whether a key has this hash, in a time that does not depend on where they differ. */
    boolean matches(KeyText key, String hash) {
        byte[] actual = digest(key);
        int differences = hash.length() ^ 2 * actual.length;
        for (int i = 0; i < 2 * actual.length && i < hash.length(); i++) {
            int digit = i % 2 == 0 ? actual[i / 2] >> 4 & 15 : actual[i / 2] & 15;
            differences |= hash.charAt(i) ^ HEX.charAt(digit);
        }
        return differences == 0;
    }

    private byte[] digest(KeyText key) {
        return macs.get().doFinal(key.text().getBytes(StandardCharsets.US_ASCII));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": missing (expected: in every JDK)", e);
        }
    }
}
