package io.piuptime.dialects.aws.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Percent-encoding the way signatures want it: only the unreserved characters of RFC 3986 stay, digits are upper case. */
final class UriText {
    private static final String DIGITS = "0123456789ABCDEF";

    private UriText() {}

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8), false);
    }

    static String encodePath(String path) {
        return encode(path.getBytes(StandardCharsets.UTF_8), true);
    }

    /** One spelling for whatever spelling: decoded, then encoded. A percent sign without its two digits is one. */
    static String reencode(String text) {
        return encode(decode(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    /** Resolves dot segments and doubled slashes. A slash at the end stays. */
    static String normalise(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        if (kept.isEmpty()) {
            return "/";
        }
        return "/" + String.join("/", kept) + (path.endsWith("/") ? "/" : "");
    }

    private static String encode(byte[] bytes, boolean keepSlash) {
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (isUnreserved(b) || (keepSlash && b == '/')) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(DIGITS.charAt(b >> 4 & 0xf)).append(DIGITS.charAt(b & 0xf));
            }
        }
        return encoded.toString();
    }

    private static byte[] decode(byte[] bytes) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                decoded.write(bytes[i]);
            } else {
                decoded.write(high << 4 | low);
                i += 2;
            }
        }
        return decoded.toByteArray();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "-._~".indexOf(b) >= 0;
    }
}
