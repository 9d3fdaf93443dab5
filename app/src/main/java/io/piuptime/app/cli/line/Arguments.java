package io.piuptime.app.cli.line;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command line, read: words, options with a value ({@code --name N} or {@code --name=N}) and flags.
 *
 * @param words what is neither an option nor its value
 * @param options values by option name, in the order given
 */
public record Arguments(List<String> words, Map<String, List<String>> options, Set<String> flags) {
    private static final Set<String> FLAGS = Set.of("json", "all", "help", "cascade", "now");
    private static final Set<String> COMMON = Set.of("data", "admin-url", "admin-port", "as", "json", "help");

    public static Arguments read(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (FLAGS.contains(name) && equals < 0) {
                flags.add(name);
                continue;
            }
            if (equals < 0 && i + 1 == arguments.size()) {
                throw CommandException.wrongUsage("--" + name + ": no value (expected: --" + name + " VALUE)");
            }
            String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
            options.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Arguments(words, options, Set.copyOf(flags));
    }

    /** Refuses options that a command does not know. */
    public void allow(String... known) {
        List<String> allowed =
                Stream.concat(COMMON.stream(), Stream.of(known)).sorted().toList();
        Stream.of(options.keySet(), flags).flatMap(Collection::stream).forEach(name -> {
            if (!allowed.contains(name)) {
                throw CommandException.wrongUsage(
                        "--" + name + ": unknown (expected: --" + String.join(", --", allowed) + ")");
            }
        });
    }

    /** Refuses words beyond the first ones. */
    public void allowWords(int count) {
        if (words.size() > count) {
            throw CommandException.wrongUsage("'" + words.get(count) + "': not expected here");
        }
    }

    public boolean flag(String name) {
        return flags.contains(name);
    }

    public Optional<String> option(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw CommandException.wrongUsage("--" + name + ": given " + values.size() + " times (expected: once)");
        }
        return values.stream().findFirst();
    }

    public List<String> all(String name) {
        return options.getOrDefault(name, List.of());
    }
}
