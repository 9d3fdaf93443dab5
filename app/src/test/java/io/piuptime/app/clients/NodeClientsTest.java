package io.piuptime.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.turn.Heard;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JavaScript libraries with a provider of their own dialect: what the gateway has to be to them. */
class NodeClientsTest {
    private static final String KEY = "sk-test-0123456789";
    private static final String MODEL = "model-1";

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALL_BUT_BEDROCK")
    void gets_all_that_it_asks_for(NodeClient client) throws Exception {
        assumeThat(NodeFolder.hasNode()).as("node and npm are installed").isTrue();
        NodeFolder packages = NodeFolder.installed("clients", Duration.ofMinutes(4));

        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT, UpstreamDialect.values())) {
            upstream.always(new ByText());

            NodeFolder.Outcome outcome = client.run(packages, upstream.url(), KEY, MODEL);

            assertThat(outcome.exit()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("# pass " + client.tests() + "\n", "# fail 0\n", "# skipped 0\n");
            Set<UpstreamDialect> spoken =
                    upstream.heard().stream().map(Heard::dialect).collect(Collectors.toSet());
            assertThat(spoken).isEqualTo(client.dialects());
            assertThat(upstream.heard()).allMatch(heard -> heard.model().equals(MODEL));
            assertThat(upstream.requests()).allMatch(NodeClientsTest::tellsKey);
        }
    }

    private static boolean tellsKey(Received received) {
        return received.headers().stream().anyMatch(header -> header.value().contains(KEY));
    }
}
