package io.piuptime.dialects.chat;

/** Texts of ASCII letters, digits and a few marks: what vendors allow in ids of calls. */
public final class PlainText {
    private PlainText() {}

    /** Whether a text has something and consists of letters, digits and these marks. */
    public static boolean is(String text, String marks) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i), marks)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The text with a line in the place of everything else. */
    public static String of(String text, String marks) {
        if (is(text, marks)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(isPlain(c, marks) ? c : '_');
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            i += pair ? 1 : 0;
        }
        return plain.toString();
    }

    private static boolean isPlain(char c, String marks) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.indexOf(c) >= 0;
    }
}
