package io.piuptime.gateway.translate;

import java.nio.charset.StandardCharsets;

/** A text as one segment of a path (RFC 3986 §3.3): models' names hold slashes, colons and more. */
public final class PathSegment {
    private static final String PLAIN = "-._~:@";

    private PathSegment() {}

    /** Everything is escaped but letters, digits and {@code - . _ ~ : @}. */
    public static String of(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('%').append(digit(c >> 4)).append(digit(c & 15));
            }
        }
        return escaped.toString();
    }

    private static char digit(int value) {
        return Character.toUpperCase(Character.forDigit(value, 16));
    }
}
