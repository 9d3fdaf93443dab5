package io.piuptime.app.cli;

import io.piuptime.app.cli.entry.EntryFields;
import io.piuptime.app.cli.entry.EntryKind;
import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import io.piuptime.app.cli.line.Table;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code tenants}, {@code teams}, {@code apps}, {@code users}, {@code roles} and {@code budgets}: {@code list | show | create | update | delete}. */
final class EntriesCommand implements Command {
    private static final String LARGEST_PAGE = "1000";

    private final EntryKind kind;

    EntriesCommand(EntryKind kind) {
        this.kind = kind;
    }

    @Override
    public void check(Arguments arguments) {
        switch (verb(arguments)) {
            case "list" -> allow(arguments, kind.filters(), 2);
            case "create" -> {
                allow(arguments, kind.options(), 2);
                fields(arguments, new LinkedHashMap<>());
            }
            case "show" -> allow(arguments, Set.of(), 3);
            case "update" -> {
                allow(arguments, kind.options(), 3);
                fields(arguments, new LinkedHashMap<>());
            }
            case "delete" -> allow(arguments, Set.of("cascade"), 3);
            case "spending" -> {
                if (kind != EntryKind.BUDGETS) {
                    throw unknown(arguments);
                }
                allow(arguments, Set.of(), 3);
            }
            default -> throw unknown(arguments);
        }
    }

    private CommandException unknown(Arguments arguments) {
        return CommandException.wrongUsage(kind.word() + " " + verb(arguments)
                + ": unknown (expected: list, show, create, update, delete"
                + (kind == EntryKind.BUDGETS ? ", spending)" : ")"));
    }

    @Override
    public void run(Arguments arguments, AdminClient client, PrintStream out) {
        switch (verb(arguments)) {
            case "create" -> {
                Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", "unnamed"));
                fields(arguments, fields);
                said(client.json("POST", kind.path(), Optional.of(fields)), "is made", arguments, out);
            }
            case "show" -> show(client.json("GET", kind.path(id(arguments)), Optional.empty()), arguments, out);
            case "update" -> said(updated(arguments, client), "is changed", arguments, out);
            case "delete" -> removed(arguments, client, out);
            case "spending" -> spending(arguments, client, out);
            default -> list(arguments, client, out);
        }
    }

    private void list(Arguments arguments, AdminClient client, PrintStream out) {
        Map<String, String> query = new HashMap<>(Map.of("limit", LARGEST_PAGE));
        kind.filters().forEach(name -> arguments.option(name).ifPresent(value -> query.put(name, value)));
        List<JsonNode> entries = client.pages(kind.path(), query, kind.plural());
        if (arguments.flag("json")) {
            out.println(client.write(Map.of(kind.plural(), entries)));
            return;
        }
        Table table = new Table(kind.columns().toArray(String[]::new));
        if (kind == EntryKind.ROLES) {
            JsonNode page =
                    client.parse(client.read(kind.path(), Map.of("limit", "1")).body());
            entries.addAll(0, page.path("shipped").valueStream().toList());
        }
        for (JsonNode entry : entries) {
            table.add(kind.columns().stream()
                    .map(column -> EntryFields.cell(column, entry))
                    .toArray(String[]::new));
        }
        table.print(out);
    }

    private void spending(Arguments arguments, AdminClient client, PrintStream out) {
        JsonNode answer = client.json("GET", kind.path(id(arguments)) + "/spending", Optional.empty());
        if (arguments.flag("json")) {
            out.println(answer);
            return;
        }
        Table caps = new Table("WINDOW", "CAP", "SPENT", "UNCONFIRMED", "GRANTED", "RUNS OUT");
        for (JsonNode cap : answer.path("caps")) {
            caps.add(
                    cap.path("window").asString(""),
                    EntryFields.dollars(cap.path("micros")),
                    EntryFields.dollars(cap.path("spent")),
                    EntryFields.dollars(cap.path("unconfirmed")),
                    EntryFields.dollars(cap.path("granted")),
                    cap.path("runsOut").asString(""));
        }
        caps.print(out);
        answer.path("caps")
                .valueStream()
                .map(cap -> cap.path("shown"))
                .filter(JsonNode::isObject)
                .map(EntriesCommand::shown)
                .forEach(out::println);
        if (answer.path("alerts").isEmpty()) {
            return;
        }
        out.println();
        Table alerts = new Table("PASSED", "PER CENT", "OF CAP", "WINDOW", "FROM", "GONE", "TOLD");
        for (JsonNode alert : answer.path("alerts")) {
            alerts.add(
                    alert.path("at").asString(""),
                    alert.path("percent").asString(""),
                    EntryFields.dollars(alert.path("micros")),
                    alert.path("window").asString(""),
                    alert.path("windowStart").asString(""),
                    EntryFields.dollars(alert.path("gone")),
                    alert.path("told").asString(""));
        }
        alerts.print(out);
    }

    private static String shown(JsonNode shown) {
        return "In " + shown.path("currency").asString("") + ": " + EntryFields.dollars(shown.path("spent")) + " of "
                + EntryFields.dollars(shown.path("micros")) + " are spent, "
                + EntryFields.dollars(shown.path("unconfirmed")) + " unconfirmed (1 USD is "
                + shown.path("rate").asString("") + " from "
                + shown.path("since").asString("") + " on).";
    }

    private JsonNode updated(Arguments arguments, AdminClient client) {
        String path = kind.path(id(arguments));
        AdminClient.Answer shown = client.read(path, Map.of());
        Map<String, Object> fields = EntryFields.of(client.parse(shown.body()));
        fields(arguments, fields);
        return client.replace(path, fields, shown.header("etag").orElse("*"));
    }

    private void removed(Arguments arguments, AdminClient client, PrintStream out) {
        String id = id(arguments);
        String path = kind.path(id) + (arguments.flag("cascade") ? "?cascade=true" : "");
        JsonNode answer = client.json("DELETE", path, Optional.empty());
        long more = answer.path("deactivated").asLong();
        out.println(
                arguments.flag("json")
                        ? answer.toString()
                        : "The " + kind.singular() + " " + id + " is removed"
                                + (more > 0 ? ", and " + more + " that hung on it switched off." : "."));
    }

    private void said(JsonNode entry, String what, Arguments arguments, PrintStream out) {
        out.println(
                arguments.flag("json")
                        ? entry.toString()
                        : "The " + kind.singular() + " '" + entry.path("name").asString("") + "' " + what + ", id "
                                + entry.path("id").asString("") + ".");
    }

    private static void show(JsonNode entry, Arguments arguments, PrintStream out) {
        if (arguments.flag("json")) {
            out.println(entry);
            return;
        }
        Table table = new Table("FIELD", "VALUE");
        entry.propertyStream()
                .forEach(field -> table.add(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asString("")
                                : field.getValue().toString()));
        table.print(out);
    }

    private void allow(Arguments arguments, Set<String> options, int words) {
        arguments.allow(options.toArray(String[]::new));
        arguments.allowWords(words);
        if (words > 2) {
            id(arguments);
        }
    }

    private static void fields(Arguments arguments, Map<String, Object> fields) {
        try {
            EntryFields.set(fields, arguments.options());
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private static String verb(Arguments arguments) {
        return arguments.words().size() < 2 ? "list" : arguments.words().get(1);
    }

    private String id(Arguments arguments) {
        if (arguments.words().size() < 3 || !arguments.words().get(2).matches("[0-9A-Za-z_-]{1,128}")) {
            throw CommandException.wrongUsage(kind.word() + " " + verb(arguments) + ": no id (expected: " + kind.word()
                    + " " + verb(arguments) + " ID, as " + kind.word() + " list shows it)");
        }
        return arguments.words().get(2);
    }
}
