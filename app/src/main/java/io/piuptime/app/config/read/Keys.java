package io.piuptime.app.config.read;

import java.util.Locale;

/** Names of keys as they are written, and paths made of them. */
final class Keys {
    private static final int LONGEST = 64;

    private Keys() {}

    /** {@code baseUrl} as {@code base-url}. */
    static String written(String component) {
        StringBuilder key = new StringBuilder();
        for (int at = 0; at < component.length(); at++) {
            char letter = component.charAt(at);
            if (Character.isUpperCase(letter)) {
                key.append('-');
            }
            key.append(letter);
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }

    /** The path of a key below another: {@code models.'openai/*'}. */
    static String path(String above, String key) {
        String shown = isPlain(key) ? key : Shown.quoted(key);
        return above.isEmpty() ? shown : above + "." + shown;
    }

    static String path(String above, int index) {
        return above + "[" + index + "]";
    }

    private static boolean isPlain(String key) {
        if (key.isEmpty() || key.length() > LONGEST) {
            return false;
        }
        for (int at = 0; at < key.length(); at++) {
            char letter = key.charAt(at);
            if (!Character.isLetterOrDigit(letter) && letter != '-' && letter != '_') {
                return false;
            }
        }
        return true;
    }
}
