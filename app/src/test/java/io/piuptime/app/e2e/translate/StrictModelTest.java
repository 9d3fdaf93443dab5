package io.piuptime.app.e2e.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictModelTest {
    private static final String WITH_SEED =
            "{\"model\":\"%s\",\"seed\":7,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir
    Path folder;

    @Test
    void a_strict_model_refuses_what_its_target_cannot_be_told_and_others_name_it() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.ANTHROPIC);
                GatewayUnderTest gateway = gateway(upstream)) {
            upstream.next(Turn.say("Hello"));

            HttpResponse<String> told = gateway.post("/v1/chat/completions", WITH_SEED.formatted("free"));
            HttpResponse<String> refused = gateway.post("/v1/chat/completions", WITH_SEED.formatted("exact"));

            assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
            assertThat(told.headers().firstValue("x-piup-dropped")).contains("seed");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("unsupported_parameter", "'upstream' cannot be told: seed");
        }
    }

    @Test
    void a_strict_model_answers_whoever_asks_for_nothing_else() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.ANTHROPIC);
                GatewayUnderTest gateway = gateway(upstream)) {
            upstream.next(Turn.say("Hello"));

            HttpResponse<String> reply = gateway.post(
                    "/v1/chat/completions", WITH_SEED.formatted("exact").replace("\"seed\":7,", ""));

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.headers().firstValue("x-piup-dropped")).isEmpty();
        }
    }

    private GatewayUnderTest gateway(ScriptedUpstream upstream) throws Exception {
        return GatewayUnderTest.start(folder, """
                providers:
                  upstream:
                    base-url: "%s"
                    dialect: anthropic-messages
                    api-key: "sk-upstream-0123456789"
                models:
                  free: {targets: [{provider: upstream, model: their-model}]}
                  exact: {strict: true, targets: [{provider: upstream, model: their-model}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(upstream.baseUrl(UpstreamDialect.ANTHROPIC)));
    }
}
