package io.piuptime.app.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.app.clients.NodeFolder;
import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.turn.Heard;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents finish a task of two turns, and need nobody but their provider for it. */
@Tag("agents")
class AgentsTest {
    private static final String KEY = "sk-test-0123456789";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void finishes_a_task_with_a_provider_of_its_dialect(Agent agent) throws Exception {
        NodeFolder packages = packagesOf(agent);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(agent.dialect())) {
            upstream.always(script(agent));

            AgentRun run = AgentRun.of(agent, packages, upstream.url(), KEY, folder);

            assertFinished(agent, run, upstream);
            assertThat(upstream.heard())
                    .allMatch(heard ->
                            heard.received().path().startsWith(agent.dialect().prefix()));
            assertThat(upstream.requests()).allMatch(one -> tells(one, KEY));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void finishes_a_task_through_the_gateway(Agent agent, UpstreamDialect provider) throws Exception {
        NodeFolder packages = packagesOf(agent);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(provider)) {
            upstream.always(script(agent));
            String config = GatewayUnderTest.passingTo(upstream.baseUrl(provider), provider.wire());
            try (GatewayUnderTest gateway =
                    GatewayUnderTest.start(Files.createDirectory(folder.resolve("gateway")), config)) {
                AgentRun run = AgentRun.of(agent, packages, URI.create(gateway.url()), gateway.key(), folder);

                assertFinished(agent, run, upstream);
                String key = gateway.key();
                assertThat(upstream.requests()).noneMatch(one -> tells(one, key));
            }
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Agent.values())
                .flatMap(agent ->
                        Arrays.stream(UpstreamDialect.values()).map(provider -> Arguments.of(agent, provider)));
    }

    private static NodeFolder packagesOf(Agent agent) throws Exception {
        assumeThat(NodeFolder.hasNode()).as("node and npm are installed").isTrue();
        NodeFolder packages = NodeFolder.installed("agents", Duration.ofMinutes(8));
        assumeThat(agent.isInstalled(packages))
                .as("%s has a package for this machine", agent)
                .isTrue();
        return packages;
    }

    private Function<Heard, Turn> script(Agent agent) throws Exception {
        Path file = AgentRun.workIn(folder).resolve("hello.txt");
        return Turn.callThenSay(agent.tool(), agent.arguments(file, "hello"), "The file is written.");
    }

    private static void assertFinished(Agent agent, AgentRun run, ScriptedUpstream upstream) {
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.work().resolve("hello.txt")).as(run.output()).hasContent("hello");
        assertThat(run.output()).contains("The file is written.");
        assertThat(run.knocks()).isEmpty();
        assertThat(upstream.heard()).anySatisfy(heard -> {
            assertThat(heard.model()).isEqualTo(agent.model());
            assertThat(heard.tools()).contains(agent.tool());
            assertThat(heard.stream()).isTrue();
            assertThat(heard.json().toString()).contains(Agent.TASK);
        });
        assertThat(upstream.heard()).anyMatch(heard -> !heard.results().isEmpty());
    }

    private static boolean tells(Received received, String key) {
        return received.headers().stream().anyMatch(header -> header.value().contains(key));
    }
}
