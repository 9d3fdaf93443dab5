package io.piuptime.bench;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of the command line.
 *
 * @param gatewayCommand starts the gateway
 * @param plainCommand starts it without its AOT cache; empty = the same with {@code PIUP_NO_AOT=1}
 * @param json whether the last line is one JSON object
 * @param quick whether windows are short: for a look, not for figures
 * @param parts what is measured
 */
public record Options(
        List<String> gatewayCommand,
        Optional<List<String>> plainCommand,
        boolean json,
        boolean quick,
        Set<Part> parts) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern COMMA = Pattern.compile(",");

    /** What can be measured by itself. */
    public enum Part {
        START,
        CPU,
        LATENCY,
        FRAMES,
        STREAMS,
        LARGE,
        TRANSLATION,
        ROUTE,
        KEYS,
        PUBLISH;

        /** Those that are measured in the benchmark's own process. */
        static final Set<Part> ALONE = Set.of(ROUTE, KEYS);

        private static Part of(String name) {
            try {
                return valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException(
                        "--only: '" + name + "' (expected: some of " + names() + ", with commas)");
            }
        }

        private static String names() {
            return Stream.of(values())
                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                    .collect(joining(", "));
        }
    }

    public Options {
        parts = Set.copyOf(parts);
        gatewayCommand = List.copyOf(gatewayCommand);
        requireNonNull(plainCommand, "plainCommand");
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException saying which word is wrong
     */
    public static Options of(List<String> words) {
        List<String> gateway = List.of();
        Optional<List<String>> plain = Optional.empty();
        boolean json = false;
        boolean quick = false;
        Set<Part> parts = EnumSet.allOf(Part.class);
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--gateway-cmd" -> gateway = command(word, rest);
                case "--plain-cmd" -> plain = Optional.of(command(word, rest));
                case "--json" -> json = true;
                case "--quick" -> quick = true;
                case "--only" ->
                    parts = Stream.of(COMMA.split(next(word, rest), -1))
                            .map(Part::of)
                            .collect(toSet());
                default ->
                    throw new IllegalArgumentException(
                            "word: " + word
                                    + " (expected: --gateway-cmd COMMAND, --plain-cmd COMMAND, --only PART,…, --json or --quick)");
            }
        }
        if (gateway.isEmpty()) {
            throw new IllegalArgumentException("--gateway-cmd: none (expected: the words that start the gateway)");
        }
        return new Options(gateway, plain, json, quick, parts);
    }

    /** Whether it is measured. */
    boolean has(Part part) {
        return parts.contains(part);
    }

    private static List<String> command(String option, Iterator<String> rest) {
        return List.of(SPACES.split(next(option, rest), -1));
    }

    private static String next(String option, Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next().strip() : "";
        if (text.isEmpty()) {
            throw new IllegalArgumentException(option + ": nothing (expected: words)");
        }
        return text;
    }
}
