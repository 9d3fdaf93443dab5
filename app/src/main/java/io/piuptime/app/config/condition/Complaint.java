package io.piuptime.app.config.condition;

import static java.util.Objects.requireNonNull;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import io.piuptime.catalog.Nearest;
import java.util.List;

/** Says in our words what a compiler of CEL finds wrong with a text. */
final class Complaint {
    private static final String UNKNOWN = "undeclared reference to '";
    private static final String TOO_DEEP = "Expression recursion limit exceeded";
    private static final String EXPECTED = "expected: a condition in CEL, such as request.bytes > 100000";
    private static final int LONGEST = 200;

    private final String text;

    Complaint(String text) {
        this.text = requireNonNull(text, "text");
    }

    Wrong of(CelIssue issue) {
        int at = index(issue.getSourceLocation());
        String message = issue.getMessage();
        if (message.startsWith(UNKNOWN)) {
            return unknown(at, message);
        }
        if (message.startsWith(TOO_DEEP)) {
            return new Wrong("a condition nested too deep", "expected: at most " + Expressions.DEEPEST + " levels");
        }
        if (message.startsWith("expected type 'bool'")) {
            return new Wrong(
                    "a condition of " + message.substring(message.indexOf("found ") + "found ".length()),
                    "expected: one that is true or false");
        }
        int candidates = message.indexOf(" (candidates");
        return new Wrong(place(shortened(candidates < 0 ? message : message.substring(0, candidates)), at), EXPECTED);
    }

    private Wrong unknown(int at, String message) {
        String name = nameFrom(at);
        if (name.isEmpty()) {
            int end = message.indexOf('\'', UNKNOWN.length());
            String function = end < 0 ? "" : message.substring(UNKNOWN.length(), end);
            int start = text.startsWith(function, at - function.length()) ? at - function.length() : at;
            return new Wrong(
                    place("unknown function '" + function + "'", start),
                    "expected: a function of CEL, such as startsWith, contains, matches, size or getHours; there are no"
                            + " loops");
        }
        List<String> near = Nearest.to(name, Variable.words(), 1);
        return new Wrong(
                place("unknown name '" + shortened(name) + "'", at),
                near.isEmpty()
                        ? "expected: one of " + String.join(", ", Variable.words())
                        : "did you mean '" + near.getFirst() + "'?");
    }

    private static String place(String what, int at) {
        return what + " at its character " + (at + 1);
    }

    private int index(CelSourceLocation location) {
        int at = 0;
        for (int line = 1; line < location.getLine(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return Math.clamp((long) at + location.getColumn(), 0, text.length());
    }

    /** The name that begins at a place, with all that its dots lead to. */
    private String nameFrom(int start) {
        int end = start;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "._".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return text.substring(start, end);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }
}
