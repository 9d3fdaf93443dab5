package io.piuptime.bench.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.bench.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command with a process in the gateway's place that only passes bytes on. */
final class FailoverMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void prints_the_card_of_a_process_that_only_passes_bytes_on() {
        int status = run("--only", "S03,S10,S13", "--json");

        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(status).isZero();
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).startsWith("S03  500 once").contains(" safe ", " 1 attempts ");
        assertThat(lines.get(1)).startsWith("S10  malformed event").contains(" pass ");
        assertThat(lines.get(3)).startsWith("2 passed, 0 partial, 1 safe, 0 failed (");
        JsonNode card = JsonMapper.shared().readTree(lines.getLast());
        assertThat(card.path("passed").asInt()).isEqualTo(2);
        assertThat(card.path("scenarios").size()).isEqualTo(3);
        assertThat(card.path("profile").asString()).isEqualTo("fast");
    }

    @Test
    void fails_if_a_scenario_is_failed() {
        assertThat(run("--only", "S16")).isZero();
        out.reset();

        assertThat(run("--only", "S15")).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains(" fail ", "served during the outage: 0 of ");
    }

    @Test
    void makes_no_card_of_a_gateway_that_does_not_start() {
        int status = start("/bin/false");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("failoverbench: no card: gateway: does not answer: /bin/false run");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void explains_words_that_it_does_not_know() {
        assertThat(run("--quick")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("failoverbench: word: --quick (expected: --full, --recovery");
    }

    private int start(String command) {
        return FailoverMain.run(List.of("--gateway-cmd", command), stream(out), stream(err));
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("--gateway-cmd", String.join(" ", StandIn.command(0))));
        all.addAll(List.of(words));
        return FailoverMain.run(all, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
