package io.piuptime.testkit.card.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.piuptime.testkit.card.Grade;
import io.piuptime.testkit.card.Judged;
import io.piuptime.testkit.card.Scenario;
import io.piuptime.testkit.card.Scenarios;
import io.piuptime.testkit.wall.Timing;
import io.piuptime.testkit.wall.Wall;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The card of no gateway at all: the caller asks the wall itself, so that every verdict is known beforehand. */
final class CardRunTest {
    private static final Set<String> BRIEF =
            Set.of("S01", "S02", "S03", "S05", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S16");

    private final Wall wall = Wall.start(Timing.brief(Duration.ofMillis(200)));

    @AfterEach
    void close() {
        wall.close();
    }

    @Test
    void judges_the_wall_itself_as_a_caller_without_a_gateway_would() {
        List<Judged> told = new ArrayList<>();

        Card card = play(told);

        assertThat(told).isEqualTo(card.scenarios());
        assertThat(card.scenarios())
                .extracting(one -> one.scenario().id(), Judged::grade)
                .contains(tuple("S10", Grade.PASS), tuple("S11", Grade.PASS), tuple("S13", Grade.PASS));
        assertThat(card.count(Grade.PASS)).isEqualTo(3);
        assertThat(card.count(Grade.SAFE)).isEqualTo(9);
        assertThat(card.count(Grade.FAIL)).isZero();
        assertThat(card.sum()).startsWith("3 passed, 0 partial, 9 safe, 0 failed (");
    }

    @Test
    void says_why() {
        Map<String, String> reasons = new HashMap<>();
        play(new ArrayList<>())
                .scenarios()
                .forEach(one -> reasons.put(one.scenario().id(), one.reason()));

        assertThat(reasons)
                .hasEntrySatisfying(
                        "S01",
                        why -> assertThat(why)
                                .isEqualTo("a clear error: 429 rate_limit_exceeded: the rate limit is reached"))
                .hasEntrySatisfying("S05", why -> assertThat(why).startsWith("a clear error: the connection failed"))
                .hasEntrySatisfying("S08", why -> assertThat(why).startsWith("a clear error: the connection failed"));
    }

    @Test
    void writes_one_line_of_json() {
        String json = play(new ArrayList<>()).json("fast", Recovery.CONTINUE);

        assertThat(json).doesNotContain("\n");
        JsonNode card = JsonMapper.shared().readTree(json);
        assertThat(card.path("passed").asInt()).isEqualTo(3);
        assertThat(card.path("partial").asInt()).isZero();
        assertThat(card.path("safe").asInt()).isEqualTo(9);
        assertThat(card.path("failed").asInt()).isZero();
        assertThat(card.path("profile").asString()).isEqualTo("fast");
        assertThat(card.path("recovery").asString()).isEqualTo("continue");
        JsonNode first = card.path("scenarios").path(0);
        assertThat(first.path("id").asString()).isEqualTo("S01");
        assertThat(first.path("verdict").asString()).isEqualTo("safe");
        assertThat(first.path("attempts").asInt()).isEqualTo(1);
        assertThat(first.path("seconds").isNumber()).isTrue();
        assertThat(first.at("/checks/retried").asString()).isEqualTo("broken: 1 attempts");
        assertThat(first.at("/provider_saw/0").asString())
                .endsWith("fb-s01-429-retry-after #1: 429 rate_limit_exceeded");
    }

    @Test
    void calls_it_a_hang_when_the_caller_has_waited_enough() {
        Scenario silent = scenario("S06");
        Scenario impatient = new Scenario(
                silent.name(),
                silent.fallback(),
                silent.wanted(),
                Duration.ofMillis(300),
                silent.series(),
                silent.checks());
        wall.timing(Timing.FULL);

        Judged judged = run().play(List.of(impatient), one -> {}).scenarios().getFirst();

        assertThat(judged.grade()).isEqualTo(Grade.FAIL);
        assertThat(judged.reason()).isEqualTo("hangs");
    }

    @Test
    void sees_a_gateway_that_is_dead_afterwards() {
        Scenario malformed = scenario("S10");
        wall.outage(true);

        Judged judged = run().play(List.of(malformed), one -> {}).scenarios().getFirst();

        assertThat(judged.grade()).isEqualTo(Grade.FAIL);
        assertThat(judged.reason())
                .isEqualTo(
                        "alive after: a healthy request failed afterwards: 503 overloaded: the engine is overloaded");
    }

    @Test
    void configures_each_model_with_its_fallback() {
        String yaml = GatewaySettings.yaml(wall.baseUrl(), Scenarios.all(false), Recovery.ERROR);

        assertThat(yaml)
                .contains("base-url: " + wall.baseUrl() + ",")
                .contains("  fb-ok: {targets: [{provider: wall, model: fb-ok}]}\n")
                .contains("  fb-s14-stream-cut: {targets: [{provider: wall, model: fb-s14-stream-cut}, "
                        + "{provider: wall, model: fb-ok-noprefill}]}\n")
                .doesNotContain(GatewaySettings.RECOVERY_KEY);
    }

    @Test
    void configures_the_healthy_model_in_any_case() {
        assertThat(GatewaySettings.yaml(wall.baseUrl(), List.of(scenario("S14")), Recovery.ERROR))
                .contains("  fb-ok: {targets: [{provider: wall, model: fb-ok}]}\n  fb-ok-noprefill: {targets: ");
    }

    @Test
    void tells_the_gateway_to_continue_if_it_shall() {
        String yaml = GatewaySettings.yaml(wall.baseUrl(), Scenarios.all(false), Recovery.CONTINUE);

        assertThat(yaml)
                .contains("  fb-s08-stream-cut: {" + GatewaySettings.RECOVERY_KEY + ": continue, targets: [")
                .contains("  fb-ok: {targets: ");
    }

    @Test
    void knows_two_recoveries() {
        assertThat(Recovery.of("error")).isEqualTo(Recovery.ERROR);
        assertThat(Recovery.of("continue")).isEqualTo(Recovery.CONTINUE);
        assertThatThrownBy(() -> Recovery.of("never"))
                .hasMessage("recovery: never (expected: error, continue or buffered)");
    }

    private Card play(List<Judged> told) {
        List<Scenario> scenarios = Scenarios.all(false).stream()
                .filter(scenario -> BRIEF.contains(scenario.id()))
                .toList();
        return run().play(scenarios, told::add);
    }

    private CardRun run() {
        return new CardRun(wall, URI.create("http://127.0.0.1:" + wall.port()), "key");
    }

    private static Scenario scenario(String id) {
        return Scenarios.all(false).stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
