package io.piuptime.gateway.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the installation. It encrypts nothing itself: for each purpose, and each tenant, another key is derived from it,
 * so that what was made for one is of no use for another. Its text form is its name.
 */
public final class MasterKey {
    private static final int BYTES = 32;
    private static final int NAME_BYTES = 4;
    private static final int FINGERPRINT_BYTES = 16;

    private final SecretKey key;
    private final String name;

    /** What a key is derived for. The labels are part of what was sealed: they never change. */
    public enum Purpose {
        /** The name of the key itself, which is no secret. */
        NAME("piup/name/v1"),
        /** Compares it with that of other nodes. */
        FINGERPRINT("piup/fingerprint/v1"),

        /** Wraps the keys that seal the secrets of one tenant. */
        SECRETS("piup/secrets/wrap/v1");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }
    }

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "Generic");
        this.name =
                HexFormat.of().formatHex(derive(Purpose.NAME, "", NAME_BYTES).getEncoded());
    }

    /**
     * Of bytes, which are copied.
     *
     * @throws IllegalArgumentException when they are too few or too many
     */
    public static MasterKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("key: " + bytes.length + " bytes (expected: " + BYTES + ")");
        }
        return new MasterKey(bytes.clone());
    }

    /**
     * Of a text: 32 bytes in base64 or as 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException when it is something else; the message does not hold it
     */
    public static MasterKey read(String text) {
        String bare = text.strip();
        try {
            return of(
                    bare.length() == 2 * BYTES
                            ? HexFormat.of().parseHex(bare)
                            : Base64.getDecoder().decode(bare));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key: not understood (expected: 32 bytes in base64 or hexadecimal)", e);
        }
    }

    /** Tells it apart from others and says nothing about it. */
    public String name() {
        return name;
    }

    /** Tells it apart from others within one installation, whose salt it is made with. */
    public String fingerprint(String salt) {
        return HexFormat.of()
                .formatHex(derive(Purpose.FINGERPRINT, salt, FINGERPRINT_BYTES).getEncoded());
    }

    /** The key for a purpose and a context such as a tenant. */
    SecretKey derive(Purpose purpose, String context) {
        return derive(purpose, context, BYTES);
    }

    private SecretKey derive(Purpose purpose, String context, int length) {
        byte[] label = purpose.label.getBytes(StandardCharsets.UTF_8);
        byte[] about = context.getBytes(StandardCharsets.UTF_8);
        // the lengths keep apart what would be the same side by side
        byte[] info = ByteBuffer.allocate(4 + label.length + about.length)
                .putInt(label.length)
                .put(label)
                .put(about)
                .array();
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 (expected: part of every JDK)", e);
        }
    }

    @Override
    public String toString() {
        return "key " + name;
    }
}
