package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who starts the gateway for the first time. */
class FirstMinuteTest {
    @TempDir
    private Path folder;

    @Test
    void answers_from_the_demo_model_and_remembers_it() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, "drain: {lag: 0s}")) {
            HttpResponse<String> reply = gateway.post(
                    "/v1/chat/completions",
                    "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"finish_reason\":\"stop\"");
            gateway.process().flush();
            assertThat(gateway.admin("/admin/v1/usage").body()).contains("\"model\":\"demo\"");
        }
    }

    @Test
    void passes_bytes_on_to_a_provider_as_they_are() throws Exception {
        String body = "{ \"x\" : \"\\u00e9\", \"model\":\"gpt-4o\",\n\"messages\":[] ,\"unknown\":[1,2.50,1e3]}";
        try (FakeOpenAi fake = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()))) {
            HttpResponse<String> reply = gateway.post("/v1/chat/completions", body);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(fake.last().text()).isEqualTo(body);
            assertThat(fake.last().header("authorization")).contains("Bearer sk-upstream-0123456789");
        }
    }
}
