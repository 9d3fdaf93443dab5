package io.piuptime.gateway.send.wire;

import io.piuptime.gateway.Bytes;
import java.util.Arrays;

/** Overwrites a provider's key where a reply repeats it, so that it never reaches a caller. */
public final class Masking {
    private Masking() {}

    /** Replaces every occurrence by asterisks, in place. Keys of under eight characters are placeholders, not secrets. */
    public static void mask(Bytes bytes, String secret) {
        int length = secret.length();
        if (length < 8 || bytes.length() < length) {
            return;
        }
        byte[] array = bytes.array();
        byte first = (byte) secret.charAt(0);
        int last = bytes.to() - length;
        for (int at = bytes.from(); at <= last; at++) {
            if (array[at] == first && matches(array, at, secret)) {
                Arrays.fill(array, at, at + length, (byte) '*');
                at += length - 1;
            }
        }
    }

    private static boolean matches(byte[] array, int at, String secret) {
        for (int i = 1; i < secret.length(); i++) {
            if (array[at + i] != (byte) secret.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
