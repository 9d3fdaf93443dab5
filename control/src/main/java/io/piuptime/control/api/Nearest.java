package io.piuptime.control.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was meant to be. */
public final class Nearest {
    private static final int LONGEST = 64;
    private static final int MOST_EDITS = 3;

    private Nearest() {}

    /** The refusal of a name that is not among the known ones, with a suggestion. */
    public static Problem unknown(String what, String name, Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        String expected = sorted.isEmpty() ? "none" : String.join(", ", sorted);
        String guess =
                to(name, sorted).map(best -> "; did you mean '" + best + "'?").orElse("");
        return Problem.invalid(
                "unknown_" + what,
                what + ": " + Problem.shown(name) + " is not known (expected: " + expected + ")" + guess);
    }

    static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> edits(name, candidate) <= Math.min(MOST_EDITS, (candidate.length() + 1) / 2))
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)));
    }

    private static int edits(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
