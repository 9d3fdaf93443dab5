package io.piuptime.gateway.route.through;

import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;

/**
 * A path that leads through to a provider: {@code /providers/NAME/REST}.
 *
 * @param rest from its slash on, as it was sent
 */
public record ProviderPath(String provider, String rest) {
    private static final String PREFIX = "/providers/";

    /** What a path may hold beside letters and digits; the percent sign is looked at by itself. */
    private static final String PLAIN = "-._~!$&'()*+,=:@/";

    /** What stands for something else once it is decoded: it could lead elsewhere than it seems to. */
    private static final String LEADING_ELSEWHERE = "./\\%;?#";

    /** The path, if it is one of these. */
    public static Optional<ProviderPath> of(String path) {
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int slash = path.indexOf('/', PREFIX.length());
        return Optional.of(
                slash < 0
                        ? new ProviderPath(path.substring(PREFIX.length()), "")
                        : new ProviderPath(path.substring(PREFIX.length(), slash), path.substring(slash)));
    }

    /**
     * Refuses what could mean another path to the provider than to us.
     *
     * @throws RefusedException with a {@link Refusal.BadRequest}
     */
    void check() {
        if (!isClear(rest)) {
            throw new RefusedException(new Refusal.BadRequest(
                    "path: '" + shown() + "' (expected: no '.', '..' or empty segment, no encoded slash, dot or percent"
                            + " sign, and nothing that a path cannot hold)",
                    "invalid_path",
                    ""));
        }
    }

    private String shown() {
        return rest.length() > 200 ? rest.substring(0, 200) + "…" : rest;
    }

    private static boolean isClear(String path) {
        if (!path.startsWith("/") || path.contains("//")) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        int at = 0;
        while (at < path.length()) {
            char letter = path.charAt(at);
            if (letter == '%') {
                if (!isHarmless(path, at)) {
                    return false;
                }
                at += 3;
            } else if (isPlain(letter)) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || PLAIN.indexOf(letter) >= 0;
    }

    private static boolean isHarmless(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return false;
        }
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        int decoded = 16 * high + low;
        return high >= 0 && low >= 0 && decoded > ' ' - 1 && decoded != 0x7f && LEADING_ELSEWHERE.indexOf(decoded) < 0;
    }
}
