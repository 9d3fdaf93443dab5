package io.piuptime.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.turn.Heard;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java libraries with a provider of their own dialect: what the gateway has to be to them. */
class JavaClientsTest {
    private static final String KEY = "sk-test-0123456789";
    private static final String MODEL = "model-1";

    private final ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT, UpstreamDialect.values())
            .always(new ByText());

    @AfterEach
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void chats(JavaClient kind) {
        try (ModelClient client = open(kind)) {
            ModelClient.Told told = client.chat("Grüße, 世界 👋");

            assertThat(told.text()).isEqualTo("You said: Grüße, 世界 👋");
            assertThat(told.output()).isIn(Turn.USAGE.completion(), thoughtsApart());
            assertThat(told.input()).isIn(Turn.USAGE.prompt(), cacheApart());
            assertThat(upstream.last().dialect()).isEqualTo(kind.dialect());
            assertThat(upstream.last().model()).isEqualTo(MODEL);
            assertThat(upstream.requests()).allMatch(JavaClientsTest::tellsKey);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streams(JavaClient kind) {
        try (ModelClient client = open(kind)) {
            var pieces = client.stream("one two three 👋");

            assertThat(String.join("", pieces)).isEqualTo("You said: one two three 👋");
            assertThat(pieces).hasSizeGreaterThan(2);
            assertThat(upstream.last().stream()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void uses_a_tool(JavaClient kind) {
        try (ModelClient client = open(kind)) {
            ModelClient.Used used = client.useTool("Rain?", "no rain");

            assertThat(used.tool()).isEqualTo(ModelClient.TOOL);
            assertThat(used.arguments()).isEqualToIgnoringWhitespace(ByText.CITY);
            assertThat(used.answer()).startsWith("It said: ").contains("no rain");
            assertThat(upstream.last().results())
                    .extracting(Heard.Result::text)
                    .singleElement()
                    .satisfies(text -> assertThat(text).contains("no rain"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gets_structured_output(JavaClient kind) {
        try (ModelClient client = open(kind)) {
            assertThat(client.structured("Name a city in JSON")).isEqualTo(ByText.CITY);
            assertThat(upstream.last().json().toString()).contains("\"city\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void learns_what_is_wrong(JavaClient kind) {
        try (ModelClient client = open(kind)) {
            assertThat(client.refused("Please fail with 400")).isEqualTo(400);
            assertThat(client.refused("Please fail with 429")).isEqualTo(429);
            assertThat(client.refused("Please fail with 503")).isEqualTo(503);
            assertThat(upstream.requests()).hasSize(3);
        }
    }

    private ModelClient open(JavaClient kind) {
        return kind.open(upstream.url(), KEY, MODEL);
    }

    private static int thoughtsApart() {
        return Turn.USAGE.completion() - Turn.USAGE.reasoning();
    }

    private static int cacheApart() {
        return Turn.USAGE.prompt() - Turn.USAGE.cached();
    }

    private static boolean tellsKey(Received received) {
        return received.target().contains(KEY)
                || received.headers().stream().anyMatch(header -> header.value().contains(KEY));
    }
}
