package io.piuptime.app.cli;

import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a running gateway's admin API is, and the token that opens it. The gateway leaves both in its data folder, in
 * {@code run.json} and {@code admin-token}; a user's key can take the token's place.
 */
record Location(URI admin, String token) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final JsonMapper JSON = JsonMapper.shared();

    static Location of(Arguments arguments, Map<String, String> environment) {
        Path folder = folder(arguments, environment);
        URI admin = admin(arguments, folder);
        boolean guarded = "https".equals(admin.getScheme())
                || ("http".equals(admin.getScheme()) && LOOPBACK.contains(String.valueOf(admin.getHost())));
        if (!guarded) {
            throw CommandException.wrongUsage("admin URL: " + admin
                    + " (expected: https, or http at 127.0.0.1: the admin token would cross the network readable)");
        }
        return new Location(admin, key(arguments, environment).orElseGet(() -> token(folder)));
    }

    /** The folder that the gateway was started with. */
    static Path folder(Arguments arguments, Map<String, String> environment) {
        return Path.of(arguments
                .option("data")
                .or(() -> Optional.ofNullable(environment.get("PIUP_HOME")).filter(home -> !home.isEmpty()))
                .orElse(".piup"));
    }

    /** The key of a user, to be used instead of the token. */
    private static Optional<String> key(Arguments arguments, Map<String, String> environment) {
        return arguments
                .option("as")
                .or(() -> Optional.ofNullable(environment.get("PIUP_ADMIN_KEY"))
                        .map(String::strip)
                        .filter(key -> !key.isEmpty()));
    }

    private static URI admin(Arguments arguments, Path folder) {
        Optional<String> url = arguments.option("admin-url");
        Optional<String> port = arguments.option("admin-port");
        if (url.isPresent() && port.isPresent()) {
            throw CommandException.wrongUsage("--admin-url and --admin-port: both (expected: one of them)");
        }
        return url.or(() -> port.map(Location::local))
                .map(text -> uri(text, "admin URL"))
                .orElseGet(() -> running(folder));
    }

    private static String local(String port) {
        if (!port.matches("[1-9][0-9]{0,4}")) {
            throw CommandException.wrongUsage("--admin-port: " + port + " (expected: 1 to 65535)");
        }
        return "http://127.0.0.1:" + port;
    }

    private static URI running(Path folder) {
        Path file = folder.resolve("run.json");
        JsonNode run = read(file);
        long pid = run.path("pid").asLong(-1);
        if (ProcessHandle.of(pid).isEmpty()) {
            throw CommandException.failed("No gateway answers: the one of " + folder + " (process " + pid
                    + ") has ended. Start one with ./piup run");
        }
        return uri(run.path("admin").asString(""), file.toString());
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException _) {
            throw CommandException.failed("No gateway answers: none runs with the data folder " + file.getParent()
                    + ". Start one with ./piup run, or name its folder with --data");
        } catch (IOException | JacksonException _) {
            throw CommandException.failed(file + ": cannot be read (expected: JSON written by a running gateway)");
        }
    }

    private static URI uri(String text, String source) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // falls through to the same refusal
        }
        throw CommandException.wrongUsage(source + ": '" + text + "' (expected: a URL such as http://127.0.0.1:8081)");
    }

    private static String token(Path folder) {
        Path file = folder.resolve("admin-token");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException _) {
            throw CommandException.failed(
                    "admin-token: missing in " + folder + " (expected: the data folder of the gateway; see --data)");
        } catch (IOException _) {
            throw CommandException.failed(file + ": cannot be read (expected: readable by you, its owner)");
        }
    }

    @Override
    public String toString() {
        return admin.toString();
    }
}
