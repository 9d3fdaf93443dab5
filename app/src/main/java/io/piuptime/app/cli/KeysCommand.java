package io.piuptime.app.cli;

import io.piuptime.app.cli.entry.Wording;
import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import io.piuptime.app.cli.line.Table;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** {@code keys create | list | revoke ID | rotate ID | deny ID | allow ID}. */
final class KeysCommand implements Command {
    private static final String KEYS = "/admin/v1/keys";
    private static final String LARGEST_PAGE = "1000";

    /** Options that may be given several times, and the API's names of them. */
    private static final Map<String, String> LISTS =
            Map.of("model", "models", "permission", "permissions", "endpoint", "endpoints", "address", "addresses");

    @Override
    public void check(Arguments arguments) {
        switch (verb(arguments)) {
            case "create" -> {
                arguments.allow(
                        "name", "app", "user", "model", "endpoint", "address", "limit", "tag", "permission", "expires");
                arguments.allowWords(2);
                wanted(arguments);
            }
            case "list" -> {
                arguments.allow("tenant", "team", "name");
                arguments.allowWords(2);
            }
            case "revoke", "deny" -> {
                arguments.allow("now");
                arguments.allowWords(3);
                id(arguments);
            }
            case "rotate" -> {
                arguments.allow("grace");
                arguments.allowWords(3);
                id(arguments);
            }
            case "allow" -> {
                arguments.allow();
                arguments.allowWords(3);
                id(arguments);
            }
            default ->
                throw CommandException.wrongUsage(
                        "keys " + verb(arguments) + ": unknown (expected: create, list, revoke, rotate, deny, allow)");
        }
    }

    @Override
    public void run(Arguments arguments, AdminClient client, PrintStream out) {
        boolean asJson = arguments.flag("json");
        switch (verb(arguments)) {
            case "create" -> {
                JsonNode created = client.json("POST", KEYS, Optional.of(wanted(arguments)));
                out.println(asJson ? created.toString() : created(created));
            }
            case "revoke" -> {
                JsonNode revoked = client.json("POST", path(arguments, "revoke"), Optional.of(now(arguments)));
                out.println(
                        asJson
                                ? revoked.toString()
                                : "Key " + text(revoked, "id") + " was revoked at " + text(revoked, "revokedAt") + ".");
            }
            case "rotate" -> {
                Map<String, Object> wanted = new HashMap<>();
                arguments.option("grace").ifPresent(grace -> wanted.put("grace", grace));
                JsonNode created = client.json("POST", path(arguments, "rotate"), Optional.of(wanted));
                out.println(
                        asJson
                                ? created.toString()
                                : created(created) + System.lineSeparator() + "The key " + id(arguments)
                                        + " expires at " + text(created, "formerExpiresAt") + ".");
            }
            case "deny" -> {
                JsonNode denied = client.json("POST", path(arguments, "deny"), Optional.of(now(arguments)));
                out.println(
                        asJson
                                ? denied.toString()
                                : "Key " + text(denied, "id")
                                        + " opens nothing on this node until it is allowed again.");
            }
            case "allow" -> {
                JsonNode allowed = client.json("DELETE", path(arguments, "deny"), Optional.empty());
                out.println(
                        asJson
                                ? allowed.toString()
                                : "Key " + text(allowed, "id") + " is no longer denied on this node.");
            }
            default -> list(arguments, client, out);
        }
    }

    private static String path(Arguments arguments, String verb) {
        return KEYS + "/" + id(arguments) + "/" + verb;
    }

    private static Map<String, Object> now(Arguments arguments) {
        return Map.of("now", arguments.flag("now"));
    }

    private static Map<String, Object> wanted(Arguments arguments) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("name", arguments.option("name").orElse("unnamed"));
        LISTS.forEach((option, field) -> {
            List<String> values = arguments.all(option);
            if (!values.isEmpty()) {
                wanted.put(field, values);
            }
        });
        arguments.option("app").ifPresent(id -> wanted.put("application", id));
        arguments.option("user").ifPresent(id -> wanted.put("user", id));
        List<String> limits = arguments.all("limit");
        if (!limits.isEmpty()) {
            try {
                wanted.put("limits", Wording.limits(limits));
            } catch (IllegalArgumentException e) {
                throw CommandException.wrongUsage(String.valueOf(e.getMessage()));
            }
        }
        List<String> tags = arguments.all("tag");
        if (!tags.isEmpty()) {
            wanted.put(
                    "tags", tags.stream().collect(Collectors.toMap(tag -> side(tag, true), tag -> side(tag, false))));
        }
        arguments
                .option("expires")
                .ifPresent(expires -> wanted.put(expires.indexOf('-') > 0 ? "expiresAt" : "expiresIn", expires));
        return wanted;
    }

    /** What stands before or behind the first equals sign. */
    private static String side(String text, boolean before) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw CommandException.wrongUsage(text + ": no = (expected: such as stage=prod)");
        }
        return before ? text.substring(0, equals) : text.substring(equals + 1);
    }

    private static String created(JsonNode created) {
        return text(created, "key") + System.lineSeparator() + "This is the key '" + text(created, "name") + "', id "
                + text(created, "id") + ". Keep it: it cannot be shown again.";
    }

    private static void list(Arguments arguments, AdminClient client, PrintStream out) {
        Map<String, String> query = new HashMap<>(Map.of("limit", LARGEST_PAGE));
        for (String name : List.of("tenant", "team", "name")) {
            arguments.option(name).ifPresent(value -> query.put(name, value));
        }
        List<JsonNode> keys = client.pages(KEYS, query, "keys");
        if (arguments.flag("json")) {
            out.println(client.write(Map.of("keys", keys)));
            return;
        }
        Table table = new Table("ID", "NAME", "STATE", "MODELS", "CREATED", "EXPIRES");
        for (JsonNode key : keys) {
            List<String> models =
                    key.path("models").valueStream().map(JsonNode::asString).toList();
            table.add(
                    text(key, "id"),
                    text(key, "name"),
                    text(key, "state"),
                    models.isEmpty() ? "all" : String.join(",", models),
                    text(key, "createdAt"),
                    text(key, "expiresAt"));
        }
        table.print(out);
    }

    private static String verb(Arguments arguments) {
        return arguments.words().size() < 2 ? "(nothing)" : arguments.words().get(1);
    }

    private static String id(Arguments arguments) {
        if (arguments.words().size() < 3 || !arguments.words().get(2).matches("[0-9A-Za-z]{1,64}")) {
            throw CommandException.wrongUsage("keys " + verb(arguments) + ": no id (expected: keys " + verb(arguments)
                    + " ID, as keys list shows it)");
        }
        return arguments.words().get(2);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
