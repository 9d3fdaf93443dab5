package io.piuptime.bench.failover;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.card.Scenario;
import io.piuptime.testkit.card.Scenarios;
import io.piuptime.testkit.card.run.Recovery;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of the command line.
 *
 * @param gatewayCommand starts the gateway
 * @param full whether faults last as long as FailoverBench's published profile has them
 * @param json whether the last line is one JSON object
 * @param only the scenarios to play; empty = all
 */
record FailoverOptions(List<String> gatewayCommand, boolean full, Recovery recovery, boolean json, Set<String> only) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern COMMA = Pattern.compile(",");

    FailoverOptions {
        gatewayCommand = List.copyOf(gatewayCommand);
        requireNonNull(recovery, "recovery");
        only = Set.copyOf(only);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException saying which word is wrong
     */
    static FailoverOptions of(List<String> words) {
        List<String> gateway = List.of();
        boolean full = false;
        Recovery recovery = Recovery.ERROR;
        boolean json = false;
        Set<String> only = Set.of();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--gateway-cmd" -> gateway = List.of(SPACES.split(value(word, rest), -1));
                case "--full" -> full = true;
                case "--recovery" -> recovery = Recovery.of(value(word, rest));
                case "--json" -> json = true;
                case "--only" -> only = ids(value(word, rest));
                default ->
                    throw new IllegalArgumentException("word: " + word
                            + " (expected: --full, --recovery error|continue|buffered, --only S01,S02, --json or"
                            + " --gateway-cmd COMMAND)");
            }
        }
        if (gateway.isEmpty()) {
            throw new IllegalArgumentException("--gateway-cmd: none (expected: the words that start the gateway)");
        }
        return new FailoverOptions(gateway, full, recovery, json, only);
    }

    List<Scenario> scenarios() {
        return Scenarios.all(full).stream()
                .filter(scenario -> only.isEmpty() || only.contains(scenario.id()))
                .toList();
    }

    String profile() {
        return full ? "full" : "fast";
    }

    private static Set<String> ids(String list) {
        Set<String> known =
                Set.copyOf(Scenarios.all(false).stream().map(Scenario::id).toList());
        List<String> ids = List.of(COMMA.split(list, -1));
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("--only: " + id + " (expected: S01 to S16, commas between)");
        });
        return Set.copyOf(ids);
    }

    private static String value(String option, Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next().strip() : "";
        if (text.isEmpty()) {
            throw new IllegalArgumentException(option + ": nothing (expected: a value)");
        }
        return text;
    }
}
