package io.piuptime.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Finds the names that someone may have meant: those a few letters away, or those that share a beginning or a part. */
public final class Nearest {
    private static final int LONGEST_ASKED = 128;
    private static final int SHORTEST_PART = 3;
    private static final int SAME_BEGINNING = 1000;
    private static final int SAME_PART = 1001;

    private record Candidate(String name, int distance) {}

    private Nearest() {}

    /** At most {@code limit} of the names, the nearest first; none if none is near. */
    public static List<String> to(String asked, List<String> names, int limit) {
        if (asked.isEmpty() || asked.length() > LONGEST_ASKED) {
            return List.of();
        }
        String folded = asked.toLowerCase(Locale.ROOT);
        return names.stream()
                .flatMap(name -> distance(folded, name.toLowerCase(Locale.ROOT)).stream()
                        .mapToObj(distance -> new Candidate(name, distance)))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(limit)
                .map(Candidate::name)
                .toList();
    }

    private static OptionalInt distance(String asked, String name) {
        int tolerated = Math.max(1, asked.length() / 3);
        if (Math.abs(asked.length() - name.length()) <= tolerated) {
            int edits = edits(asked, name);
            if (edits <= tolerated) {
                return OptionalInt.of(edits);
            }
        }
        int shorter = Math.min(asked.length(), name.length());
        if (shorter >= SHORTEST_PART && (name.startsWith(asked) || asked.startsWith(name))) {
            return OptionalInt.of(SAME_BEGINNING);
        }
        return shorter >= SHORTEST_PART && (name.contains(asked) || asked.contains(name))
                ? OptionalInt.of(SAME_PART)
                : OptionalInt.empty();
    }

    /** How many letters must be put in, taken out, replaced or swapped with the next to make one text of the other. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            edits[0][column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            edits[row][0] = row;
            for (int column = 1; column <= to.length(); column++) {
                boolean same = from.charAt(row - 1) == to.charAt(column - 1);
                int replaced = edits[row - 1][column - 1] + (same ? 0 : 1);
                int moved = Math.min(edits[row - 1][column], edits[row][column - 1]) + 1;
                edits[row][column] = Math.min(replaced, moved);
                if (isSwapped(from, row, to, column)) {
                    edits[row][column] = Math.min(edits[row][column], edits[row - 2][column - 2] + 1);
                }
            }
        }
        return edits[from.length()][to.length()];
    }

    private static boolean isSwapped(String from, int row, String to, int column) {
        return row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
    }
}
