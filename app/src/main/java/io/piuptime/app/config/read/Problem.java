package io.piuptime.app.config.read;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path of the key, such as {@code models.mine.targets[0]}; empty for the whole
 * @param line counted from 1; 0 if it stands in no text
 * @param column counted from 1
 * @param found what is there; never a secret
 * @param hint what should be there: {@code expected: 1 to 65535} or {@code did you mean 'models'?}
 */
public record Problem(String path, int line, int column, String found, String hint) {
    public Problem {
        requireNonNull(path, "path");
        requireNonNull(found, "found");
        requireNonNull(hint, "hint");
    }

    /** A problem that stands in no text, such as a file that cannot be read. */
    public static Problem outside(String path, String found, String hint) {
        return new Problem(path, 0, 0, found, hint);
    }

    /** The whole in one line: {@code limits.uri: 'x' at line 3, column 8 (expected: a size such as 32MiB)}. */
    public String text() {
        return (path.isEmpty() ? "" : path + ": ")
                + found
                + (line > 0 ? " at line " + line + ", column " + column : "")
                + " (" + hint + ")";
    }
}
