package io.piuptime.bench.play;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a command line that plays one scenario.
 *
 * @param gatewayCommand starts the gateway
 * @param quick whether it is played for a shorter time
 * @param json whether the last line is one JSON object
 */
public record PlayOptions(List<String> gatewayCommand, boolean quick, boolean json) {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public PlayOptions {
        gatewayCommand = List.copyOf(gatewayCommand);
    }

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException if one is not known or the gateway's are missing
     */
    public static PlayOptions of(List<String> words) {
        List<String> gateway = List.of();
        boolean quick = false;
        boolean json = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--gateway-cmd" -> gateway = rest.hasNext() ? List.of(SPACES.split(rest.next(), -1)) : List.of();
                case "--quick" -> quick = true;
                case "--json" -> json = true;
                default ->
                    throw new IllegalArgumentException(
                            "word: " + word + " (expected: --quick, --json or --gateway-cmd COMMAND)");
            }
        }
        if (gateway.isEmpty()) {
            throw new IllegalArgumentException("--gateway-cmd: none (expected: the words that start the gateway)");
        }
        return new PlayOptions(gateway, quick, json);
    }
}
