package io.piuptime.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.turn.Heard;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JavaScript libraries get from a provider of any dialect, through the gateway, what they get from one of their own. */
class NodeClientsThroughGatewayTest {
    @TempDir
    private Path folder;

    @Test
    void gets_all_that_it_asks_for_from_a_provider_of_any_dialect() throws Exception {
        assumeThat(NodeFolder.hasNode()).as("node and npm are installed").isTrue();
        NodeFolder packages = NodeFolder.installed("clients", Duration.ofMinutes(4));
        NodeClient clients = NodeClient.ALL_BUT_BEDROCK;
        UpstreamDialect[] dialects = UpstreamDialect.values();
        String[] models = Arrays.stream(dialects).map(Interpreted::model).toArray(String[]::new);

        try (Interpreted all = Interpreted.start(folder)) {
            String key = all.gateway().key();
            NodeFolder.Outcome outcome = clients.run(packages, all.url(), key, models);

            assertThat(outcome.exit()).as(outcome.output()).isZero();
            int tests = clients.tests() * models.length;
            assertThat(outcome.output()).contains("# pass " + tests + "\n", "# fail 0\n", "# skipped 0\n");
            assertThat(all.upstream().heard())
                    .allMatch(heard -> heard.model().equals(Interpreted.THEIRS))
                    .extracting(Heard::dialect)
                    .contains(dialects);
            assertThat(all.upstream().requests())
                    .noneMatch(one -> one.headers().stream()
                            .anyMatch(header -> header.value().contains(key)));
        }
    }
}
