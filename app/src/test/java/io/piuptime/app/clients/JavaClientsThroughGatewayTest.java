package io.piuptime.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.testkit.turn.Heard;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Java libraries get from a provider of any dialect, through the gateway, what they get from one of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientsThroughGatewayTest {
    private Interpreted all;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        all = Interpreted.start(folder);
    }

    @AfterAll
    void stop() {
        all.close();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void chats(JavaClient kind, UpstreamDialect provider) throws IOException {
        try (ModelClient client = open(kind, provider)) {
            ModelClient.Told told = client.chat("Grüße, 世界 👋");

            assertThat(told.text()).isEqualTo("You said: Grüße, 世界 👋");
            assertThat(told.output()).isIn(Turn.USAGE.completion(), Turn.USAGE.completion() - Turn.USAGE.reasoning());
            assertThat(told.input()).isIn(Turn.USAGE.prompt(), Turn.USAGE.prompt() - Turn.USAGE.cached());
            assertHeardBy(provider);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streams(JavaClient kind, UpstreamDialect provider) throws IOException {
        try (ModelClient client = open(kind, provider)) {
            var pieces = client.stream("one two three 👋");

            assertThat(String.join("", pieces)).isEqualTo("You said: one two three 👋");
            assertThat(pieces).hasSizeGreaterThan(2);
            assertThat(last().stream()).isTrue();
            assertHeardBy(provider);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void uses_a_tool(JavaClient kind, UpstreamDialect provider) throws IOException {
        try (ModelClient client = open(kind, provider)) {
            ModelClient.Used used = client.useTool("Rain?", "no rain");

            assertThat(used.tool()).isEqualTo(ModelClient.TOOL);
            assertThat(used.arguments()).isEqualToIgnoringWhitespace(ByText.CITY);
            assertThat(used.answer()).startsWith("It said: ").contains("no rain");
            assertThat(last().results()).hasSize(1);
            assertHeardBy(provider);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void gets_structured_output(JavaClient kind, UpstreamDialect provider) throws IOException {
        try (ModelClient client = open(kind, provider)) {
            assertThat(client.structured("Name a city in JSON")).isEqualTo(ByText.CITY);
            assertThat(last().json().toString()).contains("city");
            assertHeardBy(provider);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void learns_what_is_wrong(JavaClient kind, UpstreamDialect provider) throws IOException {
        try (ModelClient client = open(kind, provider)) {
            int before = all.upstream().requests().size();

            assertThat(client.refused("Please fail with 400")).isEqualTo(400);
            assertThat(client.refused("Please fail with 429")).isEqualTo(429);
            assertThat(client.refused("Please fail with 503")).isEqualTo(503);
            assertThat(all.upstream().requests())
                    .hasSizeBetween(before + 3, before + 4); // the gateway may ask once more after the 503
            assertHeardBy(provider);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsThatHearErrorsInStreams")
    void learns_that_a_stream_broke_off(JavaClient kind, UpstreamDialect provider) throws IOException {
        try (ModelClient client = open(kind, provider)) {
            assertThatThrownBy(() -> client.stream("Please break off")).hasStackTraceContaining("As you asked.");
            assertHeardBy(provider);
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(JavaClient.values())
                .flatMap(kind -> Arrays.stream(UpstreamDialect.values()).map(provider -> Arguments.of(kind, provider)));
    }

    /** LangChain4j passes over errors that come in streams of OpenAI's and Gemini's, whoever sends them. */
    static Stream<Arguments> pairsThatHearErrorsInStreams() {
        Set<?> deaf = EnumSet.of(JavaClient.LANGCHAIN_OPENAI, JavaClient.LANGCHAIN_GEMINI);
        return pairs().filter(pair -> !deaf.contains(pair.get()[0]));
    }

    private ModelClient open(JavaClient kind, UpstreamDialect provider) throws IOException {
        return kind.open(all.url(), all.gateway().key(), Interpreted.model(provider));
    }

    private Heard last() {
        return all.upstream().last();
    }

    private void assertHeardBy(UpstreamDialect provider) {
        assertThat(last().dialect()).isEqualTo(provider);
        assertThat(last().model()).isEqualTo(Interpreted.THEIRS);
    }
}
