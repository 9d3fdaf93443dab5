package io.piuptime.control.api;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals bytes so that only nodes with the same secret read them: AES-256-GCM. */
public final class Seal {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** What a sealed text is longer by. */
    public static final int OVERHEAD = NONCE + TAG_BITS / Byte.SIZE;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /**
     * A seal.
     *
     * @param secret 32 bytes
     * @param random a cryptographically strong source that many threads may use
     */
    public Seal(byte[] secret, RandomGenerator random) {
        if (secret.length != KEY) {
            throw new IllegalArgumentException("secret: " + secret.length + " bytes (expected: " + KEY + ")");
        }
        this.key = new SecretKeySpec(secret, "AES");
        this.random = random;
    }

    /**
     * Seals something.
     *
     * @param bound without which it is not opened again
     */
    public byte[] close(byte[] plain, byte[] bound) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, bound);
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /**
     * What was sealed.
     *
     * @throws IllegalStateException when it was not, with this secret and bound to this
     */
    public byte[] open(byte[] sealed, byte[] bound) {
        if (sealed.length < OVERHEAD) {
            throw new IllegalStateException("sealed: " + sealed.length + " bytes (expected: >= " + OVERHEAD + ")");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        return run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE, sealed.length), bound);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, byte[] bound) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": " + e.getMessage(), e);
        }
    }
}
