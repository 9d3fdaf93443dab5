package io.piuptime.dialects.json;

import io.piuptime.gateway.Bytes;

/**
 * Takes the inside of long strings out of JSON that arrives piece by piece, so that a parser which keeps whole tokens needs
 * little memory. What is taken out is not checked, control characters excepted: they stay, for the parser to refuse. What
 * strings say of surrogates is lost.
 */
public final class LongStrings {
    /** Bytes of a string that stay. */
    static final int KEPT = 256;

    private byte[] out = new byte[0];
    private boolean inString;
    /** Bytes of the string before the cursor. */
    private int length;

    private boolean cutting;
    /** Bytes of an escape that are still to come. */
    private int pending;

    private boolean afterBackslash;

    /** The piece without what was taken out. It is valid until the next call. */
    public Bytes shorten(Bytes piece) {
        if (out.length < piece.length()) {
            out = new byte[piece.length()];
        }
        byte[] array = piece.array();
        int to = 0;
        for (int at = piece.from(); at < piece.to(); at++) {
            if (cutting && pending == 0) {
                at = Strings.plainUntil(array, at, piece.to());
                if (at == piece.to()) {
                    break;
                }
            }
            // the parser refuses an escaped lone surrogate, which is valid JSON: it gets no surrogates to see
            boolean surrogate = pending == 4 && (array[at] == 'd' || array[at] == 'D');
            byte b = surrogate ? (byte) '0' : array[at];
            if (inString) {
                if (staysInside(b)) {
                    out[to++] = b;
                }
            } else {
                inString = b == '"';
                length = 0;
                out[to++] = b;
            }
        }
        return new Bytes(out, 0, to);
    }

    private boolean staysInside(byte b) {
        if (pending > 0) {
            pending = afterBackslash && b == 'u' ? 4 : pending - 1;
            afterBackslash = false;
            return !cutting;
        }
        length++;
        if (b == '"') {
            inString = false;
            cutting = false;
            return true;
        }
        if (b == '\\') {
            pending = 1;
            afterBackslash = true;
            return !cutting;
        }
        boolean control = b >= 0 && b < 0x20;
        // it begins at a plain character, so that none of several bytes is cut in two
        cutting |= length > KEPT && b >= 0x20;
        return !cutting || control;
    }
}
