package io.piuptime.app.house;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a Java file, seen as code: without comments, blank lines, imports. */
record SourceText(String text) {
    /** A comment, or a literal (which may hold what looks like a comment); the literals come first. */
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile("""
            (?<literal>\"""(?s:.*?)(?<!\\\\)\"""|"(?:\\\\.|[^"\\\\\\n])*+"|'(?:\\\\.|[^'\\\\\\n])*+')\
            |(?<comment>//[^\\n]*|/\\*(?s:.*?)\\*/)""");

    private static final Pattern NOT_CODE = Pattern.compile("\\s*|(?:import|package)\\s.*");

    /** How many lines bear code. */
    int codeLines() {
        return (int) withoutComments()
                .lines()
                .filter(line -> !NOT_CODE.matcher(line).matches())
                .count();
    }

    /** The text with its comments cut out, each leaving its line breaks. */
    String withoutComments() {
        return COMMENT_OR_LITERAL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(kept((Matcher) found)));
    }

    private static String kept(Matcher found) {
        String comment = found.group("comment");
        return comment == null ? found.group() : comment.replaceAll("[^\\n]+", "");
    }
}
