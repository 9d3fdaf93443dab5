package io.piuptime.control.revisions;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, each with a sign; of what is the same only what is near is shown. */
final class Diff {
    private static final int NEAR = 3;
    /** Beyond so many pairs of lines the differing part is shown as taken out and put in as a whole. */
    private static final long MOST_PAIRS = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<String> lines = new ArrayList<>();

    private Diff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** Each line with {@code "- "}, {@code "+ "} or two spaces before it; {@code "…"} stands for what is left out. */
    static List<String> between(String before, String after) {
        return new Diff(before.lines().toList(), after.lines().toList()).all();
    }

    private List<String> all() {
        int head = 0;
        int shorter = Math.min(before.size(), after.size());
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        same(0, head);
        List<String> out = before.subList(head, before.size() - tail);
        List<String> in = after.subList(head, after.size() - tail);
        if ((long) out.size() * in.size() > MOST_PAIRS) {
            out.forEach(line -> lines.add("- " + line));
            in.forEach(line -> lines.add("+ " + line));
        } else {
            middle(out, in);
        }
        same(before.size() - tail, before.size());
        return near();
    }

    private void same(int from, int to) {
        before.subList(from, to).forEach(line -> lines.add("  " + line));
    }

    /** By the longest sequence of lines that both have. */
    private void middle(List<String> out, List<String> in) {
        int[][] longest = new int[out.size() + 1][in.size() + 1];
        for (int o = out.size() - 1; o >= 0; o--) {
            for (int i = in.size() - 1; i >= 0; i--) {
                longest[o][i] = out.get(o).equals(in.get(i))
                        ? longest[o + 1][i + 1] + 1
                        : Math.max(longest[o + 1][i], longest[o][i + 1]);
            }
        }
        int o = 0;
        int i = 0;
        while (o < out.size() || i < in.size()) {
            if (o < out.size() && i < in.size() && out.get(o).equals(in.get(i))) {
                lines.add("  " + out.get(o++));
                i++;
            } else if (i == in.size() || (o < out.size() && longest[o + 1][i] >= longest[o][i + 1])) {
                lines.add("- " + out.get(o++));
            } else {
                lines.add("+ " + in.get(i++));
            }
        }
    }

    private List<String> near() {
        List<String> shown = new ArrayList<>();
        boolean left = false;
        for (int at = 0; at < lines.size(); at++) {
            if (isNearAChange(at)) {
                shown.add(lines.get(at));
                left = false;
            } else if (!left) {
                shown.add("…");
                left = true;
            }
        }
        return shown.size() == 1 && left ? List.of() : List.copyOf(shown);
    }

    private boolean isNearAChange(int at) {
        int last = Math.min(lines.size() - 1, at + NEAR);
        for (int near = Math.max(0, at - NEAR); near <= last; near++) {
            if (!lines.get(near).startsWith("  ")) {
                return true;
            }
        }
        return false;
    }
}
