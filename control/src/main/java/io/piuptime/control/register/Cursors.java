package io.piuptime.control.register;

import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Seal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Texts of the places where pages end. They are sealed: a place is a number of the feed that all tenants share, and would tell
 * one how busy the others are.
 */
public final class Cursors {
    private static final int SEALED = Long.BYTES + Seal.OVERHEAD;
    private static final byte[] UNBOUND = new byte[0];

    private final Seal seal;

    /**
     * Cursors that all nodes with the same secret read.
     *
     * @param secret 32 bytes
     * @param random a cryptographically strong source that many threads may use
     */
    public Cursors(byte[] secret, RandomGenerator random) {
        this.seal = new Seal(secret, random);
    }

    public String write(long place) {
        byte[] plain = ByteBuffer.allocate(Long.BYTES).putLong(place).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.close(plain, UNBOUND));
    }

    /**
     * The place of a text.
     *
     * @throws Problem when it is none of ours
     */
    public long read(String text) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(text);
            if (sealed.length == SEALED) {
                return ByteBuffer.wrap(seal.open(sealed, UNBOUND)).getLong();
            }
        } catch (IllegalArgumentException | IllegalStateException _) {
            // falls through to the same refusal
        }
        throw Problem.invalid(
                "invalid_parameter", "after: " + Problem.shown(text) + " (expected: next of the page before)");
    }
}
