package io.piuptime.gateway.send.wire;

import io.piuptime.gateway.Bytes;
import java.util.Arrays;

/** Overwrites a provider's key where a reply repeats it, so that it never reaches a caller. */
public final class Masking {
    private Masking() {}

    /** Replaces every occurrence by asterisks, in place. Keys of under eight characters are placeholders, not secrets. */
    public static void mask(Bytes bytes, String secret) {
        int length = secret.length();
        if (!isSecret(secret) || bytes.length() < length) {
            return;
        }
        byte[] array = bytes.array();
        byte first = (byte) secret.charAt(0);
        int last = bytes.to() - length;
        for (int at = bytes.from(); at <= last; at++) {
            if (array[at] == first && matches(array, at, secret, length)) {
                Arrays.fill(array, at, at + length, (byte) '*');
                at += length - 1;
            }
        }
    }

    /** Where an end begins that may be the beginning of the key; the end of the bytes if there is none. */
    static int beginning(Bytes bytes, String secret) {
        if (!isSecret(secret)) {
            return bytes.to();
        }
        int at = Math.max(bytes.from(), bytes.to() - secret.length() + 1);
        while (at < bytes.to() && !matches(bytes.array(), at, secret, bytes.to() - at)) {
            at++;
        }
        return at;
    }

    private static boolean isSecret(String text) {
        return text.length() >= 8;
    }

    private static boolean matches(byte[] array, int at, String secret, int length) {
        for (int i = 0; i < length; i++) {
            if (array[at + i] != (byte) secret.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
