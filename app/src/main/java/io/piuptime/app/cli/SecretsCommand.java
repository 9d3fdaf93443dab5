package io.piuptime.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import io.piuptime.app.cli.line.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code secrets put NAME | list | show NAME | rotate NAME | delete NAME | reseal}. A secret's text comes from a file or the
 * standard input, never from the command line, which others on the machine can read; nothing shows it again.
 */
final class SecretsCommand implements Command {
    private static final String SECRETS = "/admin/v1/secrets";
    private static final String TENANT = "tenant";
    private static final int LARGEST = 64 << 10;

    private final InputStream in;

    SecretsCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public void check(Arguments arguments) {
        switch (verb(arguments)) {
            case "put", "rotate" -> {
                arguments.allow(TENANT, "file");
                named(arguments);
            }
            case "show", "delete" -> {
                arguments.allow(TENANT);
                named(arguments);
            }
            case "list" -> {
                arguments.allow(TENANT);
                arguments.allowWords(2);
            }
            case "reseal" -> {
                arguments.allow();
                arguments.allowWords(2);
            }
            default ->
                throw CommandException.wrongUsage(
                        "secrets " + verb(arguments) + ": unknown (expected: list, show, put, rotate, delete, reseal)");
        }
    }

    @Override
    public void run(Arguments arguments, AdminClient client, PrintStream out) {
        JsonNode answer = switch (verb(arguments)) {
            case "put" -> put(arguments, client);
            case "rotate" -> {
                // only what is there can be rotated: a name that was mistyped makes no new secret
                client.json("GET", path(arguments), Optional.empty());
                yield put(arguments, client);
            }
            case "show" -> client.json("GET", path(arguments), Optional.empty());
            case "delete" -> client.json("DELETE", path(arguments), Optional.empty());
            case "reseal" -> client.json("POST", SECRETS + "/reseal", Optional.empty());
            default -> client.json("GET", SECRETS + query(arguments), Optional.empty());
        };
        if (arguments.flag("json")) {
            out.println(answer);
            return;
        }
        switch (verb(arguments)) {
            case "put", "rotate" ->
                out.println("The secret '" + text(answer, "name") + "' of the tenant " + text(answer, TENANT)
                        + " has version " + text(answer, "version") + ".");
            case "delete" -> out.println("The secret '" + text(answer, "name") + "' is removed.");
            case "reseal" ->
                out.println("Sealed anew: " + text(answer, "done") + "; changed meanwhile: " + text(answer, "left")
                        + "; could not be opened: " + text(answer, "failed") + ".");
            case "show" -> table(answer).print(out);
            default ->
                table(answer.path("secrets").valueStream().toArray(JsonNode[]::new))
                        .print(out);
        }
    }

    private JsonNode put(Arguments arguments, AdminClient client) {
        return client.json("PUT", path(arguments), Optional.of(Map.of("value", value(arguments))));
    }

    /** The text, without the end of its last line. */
    private String value(Arguments arguments) {
        Optional<Path> file = arguments.option("file").map(Path::of);
        byte[] bytes;
        try (InputStream from = file.isPresent() ? Files.newInputStream(file.get()) : in) {
            bytes = from.readNBytes(LARGEST + 1);
        } catch (IOException _) {
            throw CommandException.failed(
                    file.map(path -> path + ": cannot be read").orElse("The standard input cannot be read"));
        }
        String text = new String(bytes, UTF_8);
        text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (text.isBlank() || bytes.length > LARGEST) {
            throw CommandException.wrongUsage("secrets " + verb(arguments) + ": "
                    + (text.isBlank() ? "no text" : "more than 64 KiB")
                    + " (expected: the secret in --file FILE, or piped in as in: secrets " + verb(arguments)
                    + " NAME < FILE)");
        }
        return text;
    }

    private static Table table(JsonNode... secrets) {
        Table table = new Table("TENANT", "NAME", "VERSION", "CHANGED", "KEY", "OUTDATED");
        for (JsonNode secret : secrets) {
            table.add(
                    text(secret, TENANT),
                    text(secret, "name"),
                    text(secret, "version"),
                    text(secret, "changedAt"),
                    text(secret, "key"),
                    text(secret, "outdated"));
        }
        return table;
    }

    private static String path(Arguments arguments) {
        return SECRETS + "/" + arguments.words().get(2) + query(arguments);
    }

    private static String query(Arguments arguments) {
        return arguments
                .option(TENANT)
                .map(id -> "?tenant=" + URLEncoder.encode(id, UTF_8))
                .orElse("");
    }

    private static void named(Arguments arguments) {
        arguments.allowWords(3);
        if (arguments.words().size() < 3 || !arguments.words().get(2).matches("[a-z0-9_-]{1,63}")) {
            throw CommandException.wrongUsage("secrets " + verb(arguments) + ": no name (expected: secrets "
                    + verb(arguments) + " NAME, of small letters, digits, _ and -)");
        }
    }

    private static String verb(Arguments arguments) {
        return arguments.words().size() < 2 ? "list" : arguments.words().get(1);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
