package io.piuptime.testkit.card.run;

import io.piuptime.testkit.card.Finding.State;
import io.piuptime.testkit.card.Grade;
import io.piuptime.testkit.card.Judged;
import io.piuptime.testkit.wall.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The verdicts on a gateway. */
public record Card(List<Judged> scenarios, double seconds) {
    public Card {
        scenarios = List.copyOf(scenarios);
    }

    public int count(Grade grade) {
        return (int) scenarios.stream().filter(one -> one.grade() == grade).count();
    }

    /** One line of the table. */
    public static String line(Judged one) {
        return String.format(
                Locale.ROOT,
                "%s  %-26s %-8s %3d attempts %6.1f s  %s",
                one.scenario().id(),
                one.scenario().name().title(),
                word(one.grade()),
                one.attempts(),
                one.history().seconds(),
                one.reason());
    }

    /** The counts in words. */
    public String sum() {
        List<String> parts = new ArrayList<>();
        for (Grade grade : Grade.values()) {
            parts.add(count(grade) + " " + grade.plural());
        }
        return String.format(Locale.ROOT, "%s (%.0f s)", String.join(", ", parts), seconds);
    }

    /** One line of JSON with all of it. */
    public String json(String profile, Recovery recovery) {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        for (Grade grade : Grade.values()) {
            all.put(grade.plural(), count(grade));
        }
        all.put("profile", profile).put("recovery", recovery.word()).put("seconds", rounded(seconds));
        ArrayNode list = all.putArray("scenarios");
        scenarios.forEach(one -> list.add(tree(one)));
        return all.toString();
    }

    private static ObjectNode tree(Judged one) {
        ObjectNode tree = JsonMapper.shared().createObjectNode();
        tree.put("id", one.scenario().id())
                .put("title", one.scenario().name().title())
                .put("model", one.scenario().model())
                .put("fallback", one.scenario().fallback())
                .put("verdict", word(one.grade()))
                .put("reason", one.reason())
                .put("attempts", one.attempts())
                .put("seconds", rounded(one.history().seconds()));
        ObjectNode checks = tree.putObject("checks");
        one.findings()
                .forEach(finding ->
                        checks.put(finding.check().name(), state(finding.state()) + ": " + finding.detail()));
        ArrayNode trace = tree.putArray("provider_saw");
        one.history().attempts().stream().map(Attempt::line).forEach(trace::add);
        return tree;
    }

    private static String word(Grade grade) {
        return grade.name().toLowerCase(Locale.ROOT);
    }

    private static String state(State state) {
        return switch (state) {
            case KEPT -> "kept";
            case BROKEN -> "broken";
            case NOT_APPLICABLE -> "not applicable";
        };
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1e3;
    }
}
