package io.piuptime.app.cli;

import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code targets}. */
final class TargetsCommand implements Command {
    private static final String TARGETS = "/admin/v1/targets";
    private static final int PERCENT = 100;

    @Override
    public void check(Arguments arguments) {
        arguments.allow();
        arguments.allowWords(1);
    }

    @Override
    public void run(Arguments arguments, AdminClient client, PrintStream out) {
        JsonNode answer = client.json("GET", TARGETS, Optional.empty());
        if (arguments.flag("json")) {
            out.println(answer);
            return;
        }
        Table table = new Table(
                "TARGET",
                "KEY",
                "STANDING",
                "UNTIL",
                "IN FLIGHT",
                "PLACES",
                "WAITING",
                "FIRST MS",
                "LIMITS LEFT",
                "MODELS");
        for (JsonNode target : answer.path("targets")) {
            List<String> models =
                    target.path("models").valueStream().map(JsonNode::asString).toList();
            table.add(
                    text(target, "target"),
                    text(target, "credential"),
                    text(target, "standing").replace('_', ' '),
                    text(target, "pausedUntil"),
                    text(target, "inFlight"),
                    text(target, "places"),
                    text(target, "waiting"),
                    text(target, "firstTokenMillis"),
                    Math.round(target.path("remaining").asDouble() * PERCENT) + " %",
                    String.join(",", models));
        }
        table.print(out);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
