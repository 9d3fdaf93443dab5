package io.piuptime.bench.torture;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The words of its command line.
 *
 * @param gatewayCommand starts a node
 * @param time of the race
 * @param seed of what is broken when; that of the clock if none is given
 * @param json whether the last line is one JSON object
 */
record TortureOptions(List<String> gatewayCommand, Duration time, OptionalLong seed, boolean json) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final long LEAST = 10;
    private static final long MOST = 3_600;
    private static final Duration USUAL = Duration.ofMinutes(3);

    TortureOptions {
        gatewayCommand = List.copyOf(gatewayCommand);
    }

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException if one is not known, or the gateway's are missing
     */
    static TortureOptions of(List<String> words) {
        List<String> gateway = List.of();
        Duration time = USUAL;
        OptionalLong seed = OptionalLong.empty();
        boolean json = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--gateway-cmd" -> gateway = rest.hasNext() ? List.of(SPACES.split(rest.next(), -1)) : List.of();
                case "--seconds" -> time = Duration.ofSeconds(number(word, rest, LEAST, MOST));
                case "--seed" -> seed = OptionalLong.of(number(word, rest, 0, Long.MAX_VALUE));
                case "--json" -> json = true;
                default ->
                    throw new IllegalArgumentException(
                            "word: " + word + " (expected: --seconds N, --seed N, --json or --gateway-cmd COMMAND)");
            }
        }
        if (gateway.isEmpty()) {
            throw new IllegalArgumentException("--gateway-cmd: none (expected: the words that start the gateway)");
        }
        return new TortureOptions(gateway, time, seed, json);
    }

    private static long number(String word, Iterator<String> rest, long least, long most) {
        String text = rest.hasNext() ? rest.next() : "none";
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new IllegalArgumentException(word + ": " + text + " (expected: " + least + " to " + most + ")");
    }
}
