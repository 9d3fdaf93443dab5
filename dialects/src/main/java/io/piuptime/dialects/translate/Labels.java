package io.piuptime.dialects.translate;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds out whether a body holds a labelled proof, without reading it. */
final class Labels {
    private static final byte[] PLAIN = "piup1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64 = "cGl1cDEu".getBytes(StandardCharsets.US_ASCII);

    private Labels() {}

    static boolean areIn(Bytes body) {
        return isIn(PLAIN, body) || isIn(BASE64, body);
    }

    private static boolean isIn(byte[] mark, Bytes body) {
        byte[] array = body.array();
        int last = body.to() - mark.length;
        for (int i = body.from(); i <= last; i++) {
            if (array[i] == mark[0] && Arrays.equals(array, i, i + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
