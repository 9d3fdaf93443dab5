package io.piuptime.app.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code keys create | list | revoke ID}. */
final class KeysCommand implements Command {
    private static final String KEYS = "/admin/v1/keys";

    @Override
    public void check(Arguments arguments) {
        switch (verb(arguments)) {
            case "create" -> {
                arguments.allow("name", "model", "permission", "expires");
                arguments.allowWords(2);
            }
            case "list" -> {
                arguments.allow();
                arguments.allowWords(2);
            }
            case "revoke" -> {
                arguments.allow();
                arguments.allowWords(3);
                id(arguments);
            }
            default ->
                throw CommandException.wrongUsage(
                        "keys " + verb(arguments) + ": unknown (expected: create, list, revoke)");
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
                JsonNode revoked = client.json("DELETE", KEYS + "/" + id(arguments), Optional.empty());
                out.println(
                        asJson
                                ? revoked.toString()
                                : "Key " + text(revoked, "id") + " was revoked at " + text(revoked, "revokedAt") + ".");
            }
            default -> list(client.json("GET", KEYS, Optional.empty()), asJson, out);
        }
    }

    private static Map<String, Object> wanted(Arguments arguments) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("name", arguments.option("name").orElse("unnamed"));
        List<String> models = arguments.all("model");
        if (!models.isEmpty()) {
            wanted.put("models", models);
        }
        List<String> permissions = arguments.all("permission");
        if (!permissions.isEmpty()) {
            wanted.put("permissions", permissions);
        }
        arguments
                .option("expires")
                .ifPresent(expires -> wanted.put(expires.indexOf('-') > 0 ? "expiresAt" : "expiresIn", expires));
        return wanted;
    }

    private static String created(JsonNode created) {
        return text(created, "key") + System.lineSeparator() + "This is the key '" + text(created, "name") + "', id "
                + text(created, "id") + ". Keep it: it cannot be shown again.";
    }

    private static void list(JsonNode answer, boolean asJson, PrintStream out) {
        if (asJson) {
            out.println(answer);
            return;
        }
        Table table = new Table("ID", "NAME", "STATE", "MODELS", "CREATED", "EXPIRES");
        for (JsonNode key : answer.path("keys")) {
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
            throw CommandException.wrongUsage("keys revoke: no id (expected: keys revoke ID, as keys list shows it)");
        }
        return arguments.words().get(2);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
