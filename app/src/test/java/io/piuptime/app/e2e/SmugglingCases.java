package io.piuptime.app.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads llhttp's own test cases: Markdown with a block of bytes and a block of what a strict parser makes of them. Lines of
 * the first end with CRLF; {@code \r}, {@code \n}, {@code \t}, {@code \f} and {@code \xNN} stand for bytes, and a backslash
 * at the end of a line joins it with the next.
 */
final class SmugglingCases {
    private static final Pattern CASE = Pattern.compile(
            "^#+ (?<title>[^\\n]*)\\n(?<text>(?:(?!^#|^```).*\\n)*)"
                    + "^```http\\n(?<http>(?:(?!^```).*\\n)*?)```\\n\\s*```log\\n(?<log>(?:(?!^```).*\\n)*)```",
            Pattern.MULTILINE);

    private static final Pattern STRICT =
            Pattern.compile("\"type\":\\s*\"request\"\\s*(?:,\\s*\"noScan\": true\\s*)?}");

    private SmugglingCases() {}

    /** What a strict parser makes of the first request. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        UNFINISHED
    }

    /**
     * One case.
     *
     * @param messages requests that a strict parser reads to their end
     */
    record Case(String title, String bytes, Outcome outcome, int messages) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** The strict cases of every file in a folder. */
    static List<Case> in(Path folder) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher found = CASE.matcher(Files.readString(file));
                while (found.find()) {
                    if (STRICT.matcher(found.group("text")).find()) {
                        cases.add(one(file, found));
                    }
                }
            }
        }
        return cases;
    }

    private static Case one(Path file, Matcher found) {
        String log = found.group("log");
        int complete = log.indexOf("message complete");
        int error = log.indexOf("error code=");
        Outcome outcome = Outcome.UNFINISHED;
        if (complete >= 0 && (error < 0 || complete < error)) {
            outcome = Outcome.ACCEPTED;
        } else if (error >= 0) {
            outcome = Outcome.REFUSED;
        }
        int messages = log.split("message complete", -1).length - 1;
        String name = file.getFileName().toString().replace(".md", ": ") + found.group("title");
        return new Case(name, bytes(found.group("http")), outcome, messages);
    }

    private static String bytes(String block) {
        String text = block.replaceFirst("\\n$", "")
                .replace("\\\n", "")
                .replace("\n", "\r\n")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\f", "\f");
        Matcher escaped = Pattern.compile("\\\\x([0-9a-fA-F]{2})").matcher(text);
        return escaped.replaceAll(
                hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }

    /** The bytes of a case, one per character. */
    static byte[] encoded(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
