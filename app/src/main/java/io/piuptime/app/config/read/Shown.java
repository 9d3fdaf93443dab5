package io.piuptime.app.config.read;

import java.util.List;

/** Texts of a configuration as they may stand in a message: short, printable, and masked if they look like a secret. */
final class Shown {
    private static final int LONGEST = 60;
    private static final int SHORTEST_SECRET = 32;
    private static final List<String> SECRETS =
            List.of("sk-", "piup_", "xai-", "gsk_", "ghp_", "github_pat_", "AIza", "eyJ", "Bearer ", "bearer ", "hf_");

    private Shown() {}

    static String quoted(String text) {
        if (looksSecret(text)) {
            return "'***'";
        }
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(LONGEST)
                .map(letter ->
                        Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT ? '?' : letter)
                .forEach(shown::appendCodePoint);
        return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'")
                .toString();
    }

    /** An address without the user, password and query that it may hold. */
    static String address(String text) {
        int authority = text.indexOf("://");
        int end = text.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = text.indexOf(mark);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        int user = text.lastIndexOf('@', end);
        if (user >= 0) {
            return "'" + (authority >= 0 ? text.substring(0, authority + 3) : "") + "***'";
        }
        return quoted(end < text.length() ? text.substring(0, end) + "…" : text);
    }

    private static boolean looksSecret(String text) {
        return SECRETS.stream().anyMatch(text::startsWith)
                || (text.length() >= SHORTEST_SECRET
                        && text.chars()
                                .allMatch(letter -> Character.isLetterOrDigit(letter) || "_-+=".indexOf(letter) >= 0)
                        && text.chars().anyMatch(Character::isDigit)
                        && text.chars().anyMatch(Character::isUpperCase));
    }
}
