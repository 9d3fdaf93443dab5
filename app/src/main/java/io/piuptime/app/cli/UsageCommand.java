package io.piuptime.app.cli;

import io.piuptime.app.cli.entry.EntryFields;
import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import io.piuptime.app.cli.line.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code usage [list]}, {@code usage export}, {@code usage costs} and {@code usage recompute}. */
final class UsageCommand implements Command {
    private static final String USAGE = "/admin/v1/usage";
    private static final String LARGEST_PAGE = "1000";
    private static final List<String> FORMATS = List.of("table", "json", "csv", "jsonl");
    private static final List<String> EXPORT_FORMATS = List.of("csv", "jsonl");
    private static final List<String> COST_FORMATS = List.of("table", "csv", "focus", "json");

    /** Options that say which records, and the API's names of them. */
    private static final Map<String, String> FILTERS = Map.of(
            "from", "from",
            "to", "to",
            "key", "key",
            "model", "model",
            "tenant", "tenant",
            "team", "team",
            "app", "application",
            "user", "user",
            "end-user", "endUser",
            "tag", "tag");

    @Override
    public void check(Arguments arguments) {
        switch (verb(arguments)) {
            case "list" -> {
                arguments.allow(with("limit", "before", "all", "format"));
                format(arguments, FORMATS);
            }
            case "export" -> {
                arguments.allow(with("format", "out"));
                format(arguments, EXPORT_FORMATS);
                if (arguments.flag("json") && arguments.option("out").isEmpty()) {
                    throw CommandException.wrongUsage("usage export --json: no --out (expected: --out FILE)");
                }
            }
            case "costs" -> {
                arguments.allow(with("format"));
                format(arguments, COST_FORMATS);
            }
            case "recompute" -> arguments.allow(with());
            default ->
                throw CommandException.wrongUsage(
                        "usage " + verb(arguments) + ": unknown (expected: list, export, costs, recompute)");
        }
        arguments.allowWords(2);
    }

    @Override
    public void run(Arguments arguments, AdminClient client, PrintStream out) {
        if (verb(arguments).equals("export")) {
            export(arguments, client, out);
            return;
        }
        if (verb(arguments).equals("costs")) {
            costs(arguments, client, out);
            return;
        }
        if (verb(arguments).equals("recompute")) {
            recompute(arguments, client, out);
            return;
        }
        String format = format(arguments, FORMATS);
        Map<String, String> query = query(arguments, arguments.flag("all"));
        if (format.equals("csv") || format.equals("jsonl")) {
            copy(client, query, format, arguments.flag("all"), out);
            return;
        }
        List<JsonNode> records = new ArrayList<>();
        Optional<String> next;
        do {
            JsonNode page = client.parse(client.read(USAGE, query).body());
            page.path("records").forEach(records::add);
            next = Optional.of(page.path("next").asString("")).filter(cursor -> !cursor.isEmpty());
            next.ifPresent(cursor -> query.put("before", cursor));
        } while (arguments.flag("all") && next.isPresent());
        if (format.equals("json")) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("records", records);
            answer.put("next", next);
            out.println(client.write(answer));
            return;
        }
        table(records).print(out);
        next.ifPresent(cursor -> out.println("There is more: --before " + cursor + ", or --all"));
    }

    private static void costs(Arguments arguments, AdminClient client, PrintStream out) {
        Map<String, String> asked = query(arguments, false);
        String format = format(arguments, COST_FORMATS);
        asked.put("format", format.equals("table") ? "json" : format);
        String answer = client.read("/admin/v1/costs", asked).body();
        if (!format.equals("table")) {
            out.print(answer);
            return;
        }
        Table table = new Table(
                "DAY",
                "TENANT",
                "KEY",
                "MODEL",
                "TARGET",
                "EXCHANGES",
                "TOKENS IN",
                "OUT",
                "COST",
                "UNCONFIRMED",
                "NO PRICE",
                "SHOWN");
        Set<String> rates = new TreeSet<>();
        for (JsonNode line : client.parse(answer).path("lines")) {
            table.add(
                    text(line, "day"),
                    text(line.path("whose"), "tenant"),
                    text(line.path("whose"), "key"),
                    text(line, "model"),
                    text(line, "target"),
                    text(line, "exchanges"),
                    text(line, "inputTokens"),
                    text(line, "outputTokens"),
                    EntryFields.dollars(line.path("costMicros")),
                    EntryFields.dollars(line.path("unconfirmedMicros")),
                    text(line, "withoutPrice"),
                    shown(line.path("shown"), rates));
        }
        table.print(out);
        rates.forEach(out::println);
    }

    /** As {@code 0.92 EUR}, and the rate by which it is that. */
    private static String shown(JsonNode shown, Set<String> rates) {
        if (!shown.isObject()) {
            return "";
        }
        rates.add("Shown by " + text(shown, "rate") + " " + text(shown, "currency") + " for 1 USD from "
                + text(shown, "since") + " on; kept in USD.");
        return EntryFields.dollars(shown.path("costMicros")) + " " + text(shown, "currency");
    }

    private static void recompute(Arguments arguments, AdminClient client, PrintStream out) {
        String answer = client.read("/admin/v1/costs/recomputation", query(arguments, false))
                .body();
        if (arguments.flag("json")) {
            out.println(answer);
            return;
        }
        Table table =
                new Table("MODEL", "TARGET", "EXCHANGES", "CHANGED", "NO PRICE", "BOOKED", "RECOMPUTED", "DIFFERENCE");
        JsonNode all = client.parse(answer);
        for (JsonNode line : all.path("lines")) {
            recomputed(line, text(line, "model"), text(line, "target"), table);
        }
        recomputed(all, "all", "", table);
        table.print(out);
    }

    private static void recomputed(JsonNode line, String model, String target, Table table) {
        table.add(
                model,
                target,
                text(line, "exchanges"),
                text(line, "changed"),
                text(line, "withoutPrice"),
                EntryFields.dollars(line.path("bookedMicros")),
                EntryFields.dollars(line.path("recomputedMicros")),
                EntryFields.dollars(line.path("differenceMicros")));
    }

    private static void export(Arguments arguments, AdminClient client, PrintStream out) {
        String format = format(arguments, EXPORT_FORMATS);
        Map<String, String> query = query(arguments, true);
        Optional<Path> file = arguments.option("out").map(Path::of);
        if (file.isEmpty()) {
            copy(client, query, format, true, out);
            return;
        }
        long records;
        try (PrintStream target = new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(file.get())), false, StandardCharsets.UTF_8)) {
            records = copy(client, query, format, true, target);
            if (target.checkError()) {
                throw CommandException.failed(file.get() + ": could not be written whole");
            }
        } catch (IOException e) {
            throw CommandException.failed(file.get() + ": cannot be written: " + e.getMessage());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("exported", records);
        answer.put("file", file.get().toString());
        out.println(arguments.flag("json") ? client.write(answer) : records + " records are in " + file.get());
    }

    /** Copies pages as they come, the heading of CSV only once. Returns how many records. */
    private static long copy(
            AdminClient client, Map<String, String> query, String format, boolean all, PrintStream target) {
        query.put("format", format);
        long records = 0;
        boolean first = true;
        Optional<String> next;
        do {
            AdminClient.Answer page = client.read(USAGE, query);
            String body = page.body();
            target.print(first || !format.equals("csv") ? body : body.substring(body.indexOf('\n') + 1));
            first = false;
            records += page.header("x-piup-count").map(Long::parseLong).orElse(0L);
            next = page.header("x-piup-next");
            next.ifPresent(cursor -> query.put("before", cursor));
        } while (all && next.isPresent());
        target.flush();
        return records;
    }

    /** Options of a command beside those that say which records. */
    private static String[] with(String... own) {
        return Stream.concat(FILTERS.keySet().stream().sorted(), Arrays.stream(own))
                .toArray(String[]::new);
    }

    private static Map<String, String> query(Arguments arguments, boolean all) {
        Map<String, String> query = new HashMap<>();
        FILTERS.forEach((option, name) -> arguments.option(option).ifPresent(value -> query.put(name, value)));
        for (String name : List.of("limit", "before")) {
            arguments.option(name).ifPresent(value -> query.put(name, value));
        }
        if (all) {
            query.putIfAbsent("limit", LARGEST_PAGE);
        }
        return query;
    }

    private static Table table(List<JsonNode> records) {
        Table table = new Table(
                "STARTED",
                "KEY",
                "MODEL",
                "TARGET",
                "STATUS",
                "ENDING",
                "TOKENS IN",
                "OUT",
                "COST",
                "FIRST MS",
                "TOTAL MS");
        for (JsonNode usage : records) {
            table.add(
                    text(usage, "startedAt"),
                    text(usage, "keyId"),
                    text(usage, "model"),
                    text(usage, "target"),
                    text(usage, "status"),
                    text(usage, "ending"),
                    text(usage, "inputTokens"),
                    text(usage, "outputTokens"),
                    cost(usage),
                    millis(usage, "firstTokenMicros"),
                    millis(usage, "totalMicros"));
        }
        return table;
    }

    /** As {@code 0.001250 USD}; empty when it is not known. */
    private static String cost(JsonNode usage) {
        JsonNode micros = usage.path("costMicros");
        return micros.isNumber() ? EntryFields.dollars(micros) + " " + text(usage, "currency") : "";
    }

    private static String millis(JsonNode usage, String field) {
        JsonNode micros = usage.path(field);
        return micros.isNumber() ? Long.toString(micros.asLong() / 1_000) : "";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static String verb(Arguments arguments) {
        return arguments.words().size() < 2 ? "list" : arguments.words().get(1);
    }

    private static String format(Arguments arguments, List<String> known) {
        boolean export = known.equals(EXPORT_FORMATS);
        Optional<String> asked = arguments.option("format");
        String otherwise = arguments.flag("json") ? "json" : "table";
        String format = asked.orElse(export ? "csv" : otherwise);
        if (!known.contains(format)) {
            throw CommandException.wrongUsage("--format: " + format + " (expected: " + String.join(", ", known) + ")");
        }
        if (!export && arguments.flag("json") && !format.equals("json")) {
            throw CommandException.wrongUsage("--json with --format " + format + " (expected: one of them)");
        }
        return format;
    }
}
