package io.piuptime.control.register;

import io.piuptime.control.api.Problem;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts of the places where pages end. They are sealed: a place is a number of the feed that all tenants share, and would tell
 * one how busy the others are.
 */
public final class Cursors {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SEALED = NONCE + Long.BYTES + TAG_BITS / Byte.SIZE;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /**
     * Cursors that all nodes with the same secret read.
     *
     * @param secret 32 bytes
     * @param random a cryptographically strong source that many threads may use
     */
    public Cursors(byte[] secret, RandomGenerator random) {
        if (secret.length != KEY) {
            throw new IllegalArgumentException("secret: " + secret.length + " bytes (expected: " + KEY + ")");
        }
        this.key = new SecretKeySpec(secret, "AES");
        this.random = random;
    }

    public String write(long place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(
                Cipher.ENCRYPT_MODE,
                nonce,
                ByteBuffer.allocate(Long.BYTES).putLong(place).array());
        byte[] text = ByteBuffer.allocate(SEALED).put(nonce).put(sealed).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * The place of a text.
     *
     * @throws Problem when it is none of ours
     */
    public long read(String text) {
        try {
            ByteBuffer sealed = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (sealed.remaining() == SEALED) {
                byte[] nonce = new byte[NONCE];
                byte[] rest = new byte[SEALED - NONCE];
                sealed.get(nonce).get(rest);
                return ByteBuffer.wrap(run(Cipher.DECRYPT_MODE, nonce, rest)).getLong();
            }
        } catch (IllegalArgumentException | IllegalStateException _) {
            // falls through to the same refusal
        }
        throw Problem.invalid(
                "invalid_parameter", "after: " + Problem.shown(text) + " (expected: next of the page before)");
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": " + e.getMessage(), e);
        }
    }
}
