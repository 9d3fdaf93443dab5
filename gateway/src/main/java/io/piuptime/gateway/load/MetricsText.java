package io.piuptime.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the text in which servers tell their metrics: Prometheus' exposition format 0.0.4. A line that is not written as it
 * should be counts for nothing, and so does a last line without its end, of which a part may be missing.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
final class MetricsText {
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_LABELS = 64;
    private static final int MOST_SAMPLES = 4_096;

    private MetricsText() {}

    /** The samples of some metrics. Of two with the same name and labels the first counts; those after 4,096 do not. */
    static Collection<Sample> samples(byte[] text, Predicate<String> wanted) {
        Map<Object, Sample> samples = new LinkedHashMap<>();
        int from = 0;
        for (int at = 0; at < text.length && samples.size() < MOST_SAMPLES; at++) {
            if (text[at] == '\n') {
                if (at - from <= LONGEST_LINE) {
                    sample(text, from, at, wanted)
                            .ifPresent(
                                    sample -> samples.putIfAbsent(Map.entry(sample.name(), sample.labels()), sample));
                }
                from = at + 1;
            }
        }
        return samples.values();
    }

    private static Optional<Sample> sample(byte[] text, int from, int to, Predicate<String> wanted) {
        int start = from;
        while (start < to && isBlank(text[start])) {
            start++;
        }
        int end = start;
        while (end < to && isInName(text[end])) {
            end++;
        }
        if (end == start) {
            return Optional.empty();
        }
        String name = new String(text, start, end - start, UTF_8);
        return wanted.test(name) ? new Line(new String(text, end, to - end, UTF_8)).sample(name) : Optional.empty();
    }

    private static boolean isBlank(int letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }

    private static boolean isInName(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '_'
                || letter == ':';
    }

    /** What follows a name: labels, a value and perhaps a moment. */
    private static final class Line {
        private final String text;
        private int at;

        Line(String text) {
            this.text = text;
        }

        Optional<Sample> sample(String name) {
            Map<String, String> labels = new HashMap<>();
            skipBlanks();
            if (next() == '{' && !labels(labels)) {
                return Optional.empty();
            }
            String[] words = text.substring(at).strip().split("[ \t]+", -1);
            boolean timed = words.length == 2 && words[1].matches("-?[0-9]{1,19}");
            return words.length == 1 || timed
                    ? number(words[0]).map(value -> new Sample(name, labels, value))
                    : Optional.empty();
        }

        private boolean labels(Map<String, String> labels) {
            at++;
            skipBlanks();
            while (next() != '}') {
                String label = name();
                skipBlanks();
                if (label.isEmpty() || next() != '=' || labels.size() >= MOST_LABELS) {
                    return false;
                }
                at++;
                skipBlanks();
                Optional<String> value = quoted();
                if (value.isEmpty() || labels.putIfAbsent(label, value.get()) != null) {
                    return false;
                }
                skipBlanks();
                if (next() == ',') {
                    at++;
                    skipBlanks();
                } else if (next() != '}') {
                    return false;
                }
            }
            at++;
            return true;
        }

        private String name() {
            int from = at;
            while (isInName(next()) && next() != ':') {
                at++;
            }
            return text.substring(from, at);
        }

        private Optional<String> quoted() {
            if (next() != '"') {
                return Optional.empty();
            }
            at++;
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char letter = text.charAt(at++);
                if (letter == '"') {
                    return Optional.of(value.toString());
                }
                if (letter == '\\') {
                    char escaped = at < text.length() ? text.charAt(at++) : '\\';
                    value.append(escaped == 'n' ? '\n' : escaped);
                } else {
                    value.append(letter);
                }
            }
            return Optional.empty();
        }

        private char next() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private void skipBlanks() {
            while (isBlank(next())) {
                at++;
            }
        }

        /** Java's numbers but for those that only Java knows, and infinity in the format's own words. */
        private static Optional<Double> number(String word) {
            return switch (word) {
                case "+Inf", "Inf" -> Optional.of(Double.POSITIVE_INFINITY);
                case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
                case "NaN" -> Optional.of(Double.NaN);
                default ->
                    word.matches("[+-]?([0-9]{1,64}(\\.[0-9]{0,64})?|\\.[0-9]{1,64})([eE][+-]?[0-9]{1,4})?")
                            ? Optional.of(Double.parseDouble(word))
                            : Optional.empty();
            };
        }
    }
}
