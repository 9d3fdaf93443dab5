package io.piuptime.app.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked on the command line; it goes before the configuration.
 *
 * @param data folder for everything that is kept
 * @param newIdentity take the secrets in the data folder and the configuration for the installation's, whatever was before
 * @param train start on free ports in a folder for once, exercise the whole way, and end
 */
public record RunOptions(
        Optional<Path> config,
        Path data,
        Optional<String> host,
        OptionalInt port,
        OptionalInt adminPort,
        boolean newIdentity,
        boolean train) {
    private static final String HOME = "PIUP_HOME";
    private static final Path DEFAULT_CONFIG = Path.of("piup.yaml");

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static RunOptions read(List<String> args, Map<String, String> environment) {
        Optional<Path> config = Optional.empty();
        Path data = Path.of(environment.getOrDefault(HOME, ".piup"));
        Optional<String> host = Optional.empty();
        OptionalInt port = OptionalInt.empty();
        OptionalInt adminPort = OptionalInt.empty();
        boolean train = false;
        boolean newIdentity = false;
        for (int i = 0; i < args.size(); i++) {
            String option = args.get(i);
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (name.equals("--train") || name.equals("--new-identity")) {
                train |= name.equals("--train");
                newIdentity |= name.equals("--new-identity");
                continue;
            }
            String value = equals >= 0 ? option.substring(equals + 1) : i + 1 < args.size() ? args.get(++i) : "";
            if (value.isEmpty()) {
                throw new IllegalArgumentException(name + ": nothing (expected: a value)");
            }
            switch (name) {
                case "--config" -> config = Optional.of(Path.of(value));
                case "--data" -> data = Path.of(value);
                case "--host" -> host = Optional.of(value);
                case "--port" -> port = OptionalInt.of(port(name, value));
                case "--admin-port" -> adminPort = OptionalInt.of(port(name, value));
                default ->
                    throw new IllegalArgumentException("option '" + name
                            + "' (expected: --config, --data, --host, --port, --admin-port, --new-identity)");
            }
        }
        return new RunOptions(
                config.or(RunOptions::configHere),
                data.toAbsolutePath().normalize(),
                host,
                port,
                adminPort,
                newIdentity,
                train);
    }

    private static Optional<Path> configHere() {
        return Optional.of(DEFAULT_CONFIG).filter(Files::isRegularFile);
    }

    private static int port(String name, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 65535)");
    }
}
