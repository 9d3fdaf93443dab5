package io.piuptime.app.e2e.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("pairs")
    void hands_a_text_from_one_dialect_to_the_other(CallerDialect caller, UpstreamDialect provider) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(provider);
                GatewayUnderTest gateway = gateway(upstream, provider)) {
            upstream.next(Turn.say("Grüezi ✓"));

            HttpResponse<String> reply = gateway.post(caller.path(false), caller.asks("Sprich!", false));

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(caller.text(reply.body())).as(reply.body()).isEqualTo("Grüezi ✓");
            assertThat(upstream.last().said()).isEqualTo("Sprich!");
            gateway.awaitQuiet();
            assertThat(gateway.records()).singleElement().asString().contains("\"tokensSource\":\"reported\"");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streams_a_text_from_one_dialect_to_the_other(CallerDialect caller, UpstreamDialect provider) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(provider);
                GatewayUnderTest gateway = gateway(upstream, provider)) {
            upstream.next(Turn.say("one two three four"));

            HttpResponse<String> reply = gateway.post(caller.path(true), caller.asks("Sprich!", true));

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.headers().firstValue("content-type"))
                    .get()
                    .asString()
                    .startsWith("text/event-stream");
            assertThat(caller.streamed(reply.body())).as(reply.body()).isEqualTo("one two three four");
            assertThat(caller.isWhole(reply.body())).as(reply.body()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void lets_a_tool_be_called_and_answer(CallerDialect caller, UpstreamDialect provider) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(provider);
                GatewayUnderTest gateway = gateway(upstream, provider)) {
            upstream.always(Turn.callThenSay("weather", "{\"city\":\"Bern\"}", "It rains."));

            HttpResponse<String> call = gateway.post(caller.path(false), caller.asksWithTool(false));
            String id = caller.callId(call.body());
            HttpResponse<String> answer = gateway.post(caller.path(false), caller.tellsResult(id));

            assertThat(caller.arguments(call.body()).path("city").asString())
                    .as(call.body())
                    .isEqualTo("Bern");
            assertThat(caller.text(answer.body())).as(answer.body()).isEqualTo("It rains.");
            assertThat(upstream.last().results()).hasSize(1);
            assertThat(upstream.last().results().getFirst().text()).contains("rain");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tells_a_providers_error_in_the_callers_words(CallerDialect caller, UpstreamDialect provider) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(provider);
                GatewayUnderTest gateway = gateway(upstream, provider)) {
            upstream.next(Turn.fail(429, "too many of you"));

            HttpResponse<String> reply = gateway.post(caller.path(false), caller.asks("Sprich!", false));

            assertThat(reply.statusCode()).isEqualTo(429);
            assertThat(caller.error(reply.body())).as(reply.body()).contains("too many of you");
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(CallerDialect.values())
                .flatMap(caller ->
                        Arrays.stream(UpstreamDialect.values()).map(provider -> Arguments.of(caller, provider)));
    }

    private GatewayUnderTest gateway(ScriptedUpstream upstream, UpstreamDialect provider) throws Exception {
        return GatewayUnderTest.start(folder, """
                providers:
                  upstream: {base-url: "%s", dialect: %s, api-key: "sk-upstream-0123456789"}
                models:
                  m: {targets: [{provider: upstream, model: their-model}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(upstream.baseUrl(provider), provider.wire()));
    }
}
