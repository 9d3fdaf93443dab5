package io.piuptime.bench;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words of the command line.
 *
 * @param gatewayCommand starts the gateway
 * @param plainCommand starts it without its AOT cache; empty = the same with {@code PIUP_NO_AOT=1}
 * @param json whether the last line is one JSON object
 * @param quick whether windows are short: for a look, not for figures
 */
public record Options(List<String> gatewayCommand, Optional<List<String>> plainCommand, boolean json, boolean quick) {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public Options {
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
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--gateway-cmd" -> gateway = command(word, rest);
                case "--plain-cmd" -> plain = Optional.of(command(word, rest));
                case "--json" -> json = true;
                case "--quick" -> quick = true;
                default ->
                    throw new IllegalArgumentException("word: " + word
                            + " (expected: --gateway-cmd COMMAND, --plain-cmd COMMAND, --json or --quick)");
            }
        }
        if (gateway.isEmpty()) {
            throw new IllegalArgumentException("--gateway-cmd: none (expected: the words that start the gateway)");
        }
        return new Options(gateway, plain, json, quick);
    }

    private static List<String> command(String option, Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next().strip() : "";
        if (text.isEmpty()) {
            throw new IllegalArgumentException(option + ": nothing (expected: a command)");
        }
        return List.of(SPACES.split(text, -1));
    }
}
