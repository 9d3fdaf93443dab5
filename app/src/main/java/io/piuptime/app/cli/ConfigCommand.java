package io.piuptime.app.cli;

import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import io.piuptime.app.cli.line.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code config publish FILE | list | show N | diff N | rollback N}. */
final class ConfigCommand implements Command {
    private static final String REVISIONS = "/admin/v1/revisions";

    @Override
    public void check(Arguments arguments) {
        switch (verb(arguments)) {
            case "publish" -> {
                arguments.allow("why", "after");
                arguments.allowWords(3);
                third(arguments, "FILE");
            }
            case "list" -> {
                arguments.allow("limit", "before");
                arguments.allowWords(2);
            }
            case "show" -> numbered(arguments);
            case "diff" -> numbered(arguments, "from");
            case "rollback" -> numbered(arguments, "why");
            default ->
                throw CommandException.wrongUsage(
                        "config " + verb(arguments) + ": unknown (expected: publish, list, show, diff, rollback)");
        }
    }

    @Override
    public void run(Arguments arguments, AdminClient client, PrintStream out) {
        String path = arguments.words().size() < 3
                ? ""
                : REVISIONS + "/" + arguments.words().get(2);
        JsonNode answer = switch (verb(arguments)) {
            case "publish" -> client.post(REVISIONS, query(arguments, "why", "after"), document(arguments));
            case "rollback" -> client.post(path + "/rollback", query(arguments, "why"), "");
            case "show" -> client.json("GET", path, Optional.empty());
            case "diff" ->
                client.parse(
                        client.read(path + "/diff", query(arguments, "from")).body());
            default ->
                client.parse(client.read(REVISIONS, query(arguments, "limit", "before"))
                        .body());
        };
        if (arguments.flag("json")) {
            out.println(answer);
            return;
        }
        switch (verb(arguments)) {
            case "publish", "rollback" -> out.println("Revision " + text(answer, "number") + " was published.");
            case "show" -> out.print(text(answer, "document"));
            case "diff" -> answer.path("lines").forEach(line -> out.println(line.asString()));
            default -> list(answer, out);
        }
    }

    private static void list(JsonNode answer, PrintStream out) {
        Table table = new Table("REVISION", "AT", "BY", "RESTORES", "WHY");
        for (JsonNode revision : answer.path("revisions")) {
            table.add(
                    text(revision, "number"),
                    text(revision, "at"),
                    text(revision, "by"),
                    text(revision, "restores"),
                    text(revision, "why"));
        }
        table.print(out);
        out.println("This node serves by revision " + text(answer, "inForce") + ".");
        if (answer.path("refused").asLong() > 0) {
            out.println("It cannot use revision " + text(answer, "refused") + ":");
            answer.path("problems").forEach(problem -> out.println("  " + problem.asString()));
        }
    }

    private static String document(Arguments arguments) {
        String name = third(arguments, "FILE");
        try {
            return Files.readString(Path.of(name));
        } catch (IOException | InvalidPathException _) {
            throw CommandException.failed("file '" + name + "' (expected: a readable file)");
        }
    }

    private static void numbered(Arguments arguments, String... options) {
        arguments.allow(options);
        arguments.allowWords(3);
        String number = third(arguments, "NUMBER");
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw CommandException.wrongUsage(
                    "config " + verb(arguments) + ": '" + number + "' (expected: a number, as config list shows it)");
        }
    }

    private static Map<String, String> query(Arguments arguments, String... names) {
        Map<String, String> query = new HashMap<>();
        for (String name : names) {
            arguments.option(name).ifPresent(value -> query.put(name, value));
        }
        return query;
    }

    private static String third(Arguments arguments, String what) {
        if (arguments.words().size() < 3) {
            throw CommandException.wrongUsage("config " + verb(arguments) + ": no " + what + " (expected: config "
                    + verb(arguments) + " " + what + ")");
        }
        return arguments.words().get(2);
    }

    private static String verb(Arguments arguments) {
        return arguments.words().size() < 2 ? "(nothing)" : arguments.words().get(1);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** {@code nodes}, and {@code nodes release}. */
    static final class Nodes implements Command {
        private static final String NODES = "/admin/v1/nodes";

        @Override
        public void check(Arguments arguments) {
            arguments.allow();
            boolean releases = arguments.words().size() == 3 && verb(arguments).equals("release");
            if (arguments.words().size() > 1 && !releases) {
                throw CommandException.wrongUsage(
                        "nodes " + verb(arguments) + ": unknown (expected: nodes, or nodes release ID)");
            }
        }

        @Override
        public void run(Arguments arguments, AdminClient client, PrintStream out) {
            if (arguments.words().size() > 1) {
                String id = arguments.words().get(2);
                JsonNode freed = client.json("POST", NODES + "/" + id + "/release", Optional.empty());
                out.println(
                        arguments.flag("json")
                                ? freed
                                : "What node " + id + " held of budgets and had not spent is free: "
                                        + BigDecimal.valueOf(
                                                        freed.path("freedMicros")
                                                                .asLong(),
                                                        6)
                                                .toPlainString()
                                        + " USD");
                return;
            }
            JsonNode answer = client.json("GET", NODES, Optional.empty());
            if (arguments.flag("json")) {
                out.println(answer);
                return;
            }
            Table table = new Table("NODE", "VERSION", "STARTED", "SEEN", "REVISION", "DIRECTORY", "DRIFT");
            for (JsonNode node : answer.path("nodes")) {
                List<String> drift =
                        node.path("drift").valueStream().map(JsonNode::asString).toList();
                table.add(
                        text(node, "id"),
                        text(node, "version"),
                        text(node, "startedAt"),
                        text(node, "seenAt"),
                        text(node.path("progress"), "revision"),
                        text(node.path("progress"), "directory"),
                        drift.isEmpty() ? "none" : String.join(", ", drift));
            }
            table.print(out);
        }
    }
}
