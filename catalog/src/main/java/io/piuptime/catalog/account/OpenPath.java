package io.piuptime.catalog.account;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path that is open to callers: {@code /v1/realtime*}. A star at the end stands for any rest, another one for anything
 * but a slash.
 */
public record OpenPath(String text, Pattern pattern) {
    private static final String STAR = "*";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it does not begin with a slash
     */
    public static OpenPath of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + text + "' (expected: one that begins with /)");
        }
        boolean open = text.endsWith(STAR);
        String closed = open ? text.substring(0, text.length() - 1) : text;
        String regex =
                Arrays.stream(closed.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"));
        return new OpenPath(text, Pattern.compile(open ? regex + ".*" : regex));
    }

    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
