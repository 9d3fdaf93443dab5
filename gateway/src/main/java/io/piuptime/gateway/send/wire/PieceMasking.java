package io.piuptime.gateway.send.wire;

import io.piuptime.gateway.Bytes;

/**
 * Masks a provider's key in bytes that come in pieces, wherever they are cut: an end that may be the beginning of the key
 * is held back until the next piece tells.
 */
public final class PieceMasking {
    private final String secret;
    private Bytes held = Bytes.EMPTY;

    public PieceMasking(String secret) {
        this.secret = secret;
    }

    /** Takes the next piece, whose array it may write to. Returns what may leave now. */
    public Bytes next(Bytes piece) {
        Bytes all = held.length() == 0 ? piece : joined(held, piece);
        Masking.mask(all, secret);
        int kept = all.to() - Masking.beginning(all, secret);
        if (kept == 0) {
            held = Bytes.EMPTY;
            return all;
        }
        held = Bytes.of(new Bytes(all.array(), all.to() - kept, all.to()).copy());
        return new Bytes(all.array(), all.from(), all.to() - kept);
    }

    /** There is no further piece. Returns what was held back. */
    public Bytes last() {
        Bytes rest = held;
        held = Bytes.EMPTY;
        return rest;
    }

    private static Bytes joined(Bytes one, Bytes other) {
        byte[] both = new byte[one.length() + other.length()];
        System.arraycopy(one.array(), one.from(), both, 0, one.length());
        System.arraycopy(other.array(), other.from(), both, one.length(), other.length());
        return Bytes.of(both);
    }
}
