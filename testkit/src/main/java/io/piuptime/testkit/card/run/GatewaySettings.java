package io.piuptime.testkit.card.run;

import static java.util.stream.Collectors.joining;

import io.piuptime.testkit.card.Scenario;
import io.piuptime.testkit.card.Scenarios;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gateway's configuration for the card: each failing model with its fallback behind it, all of one provider, and
 * nothing else told, so that the defaults are what is judged.
 */
public final class GatewaySettings {
    /** The key that sets what happens to a broken stream. */
    static final String RECOVERY_KEY = "stream-recovery";

    private GatewaySettings() {}

    public static String yaml(URI wall, List<Scenario> scenarios, Recovery recovery) {
        String told = recovery == Recovery.ERROR ? "" : RECOVERY_KEY + ": " + recovery.word() + ", ";
        return """
                providers:
                  wall: {base-url: %s, api-key: wall-key}
                models:
                %s
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(wall, models(scenarios, told));
    }

    private static String models(List<Scenario> scenarios, String told) {
        Stream<String> healthy = Stream.concat(
                        Stream.of(Scenarios.HEALTHY), scenarios.stream().map(Scenario::fallback))
                .distinct()
                .map(name -> "  %1$s: {targets: [{provider: wall, model: %1$s}]}".formatted(name));
        Stream<String> failing = scenarios.stream()
                .map(one -> "  %1$s: {%3$stargets: [{provider: wall, model: %1$s}, {provider: wall, model: %2$s}]}"
                        .formatted(one.model(), one.fallback(), told));
        return Stream.concat(healthy, failing).collect(joining("\n"));
    }
}
