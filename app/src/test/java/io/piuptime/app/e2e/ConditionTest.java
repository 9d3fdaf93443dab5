package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.key.KeyText;
import io.piuptime.testkit.fake.FakeOpenAi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which target an exchange meets, where targets have conditions. */
class ConditionTest {
    private static final String PATH = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private FakeOpenAi one;
    private FakeOpenAi other;

    @BeforeEach
    void start() {
        one = FakeOpenAi.start();
        other = FakeOpenAi.start();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        client.close();
    }

    @Test
    void a_header_leads_to_another_target() throws Exception {
        try (GatewayUnderTest gateway = gateway("request.headers['x-team'] == 'search'")) {
            ask(gateway, "x-team", "search", "hello");
            asked(1, 0);
            ask(gateway, "x-team", "ads", "hello");
            ask(gateway, "x-other", "search", "hello");
            asked(1, 2);
            assertThat(gateway.meter("piup_conditions_undecided_total"))
                    .as("without the header")
                    .isEqualTo(1);
        }
    }

    @Test
    void long_prompts_go_elsewhere() throws Exception {
        try (GatewayUnderTest gateway = gateway("request.bytes > 20000 && request.prompt_tokens > 5000")) {
            ask(gateway, "x-a", "b", "a".repeat(100_000));
            asked(1, 0);
            ask(gateway, "x-a", "b", "short");
            asked(1, 1);
        }
    }

    @Test
    void a_key_has_a_target_of_its_own() throws Exception {
        try (GatewayUnderTest gateway = gateway("false")) {
            ask(gateway, "x-a", "b", "hello");
            asked(0, 1);
            String id = KeyText.parse(gateway.key()).orElseThrow().id();
            gateway.reload(yaml("caller.key == '" + id + "'"));
            ask(gateway, "x-a", "b", "hello");
            asked(1, 1);
        }
    }

    @Test
    void a_time_that_is_over_leads_nowhere_any_more() throws Exception {
        try (GatewayUnderTest gateway = gateway("now < timestamp('2026-01-01T00:00:00Z')")) {
            ask(gateway, "x-a", "b", "hello");
            asked(0, 1);
            gateway.reload(yaml("now.getHours('Europe/Berlin') >= 0 && now > timestamp('2026-01-01T00:00:00Z')"));
            ask(gateway, "x-a", "b", "hello");
            asked(1, 1);
        }
    }

    @Test
    void an_exchange_that_no_target_takes_is_refused_and_says_so() throws Exception {
        String yaml = yaml("false").replace(", {provider: b}", "");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
            HttpResponse<String> reply = send(gateway, "x-a", "b", "hello");
            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.body())
                    .contains("\"no_target\"")
                    .contains("No target of the model 'm' takes this request");
            HttpResponse<String> repeat = send(gateway, "idempotency-key", "once", "hello");
            assertThat(repeat.statusCode()).isEqualTo(400);
            assertThat(send(gateway, "idempotency-key", "once", "hello").statusCode())
                    .as("the first has ended")
                    .isEqualTo(400);
            gateway.awaitQuiet();
            asked(0, 0);
        }
    }

    @Test
    void a_broken_condition_leaves_the_configuration_as_it_was() throws Exception {
        try (GatewayUnderTest gateway = gateway("request.headers['x-team'] == 'search'")) {
            HttpResponse<String> refused = gateway.reload(yaml("request.haeders['x-team'] == 'ads'"));
            assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(refused.body()).contains("did you mean 'request.headers'?");
            ask(gateway, "x-team", "search", "hello");
            ask(gateway, "x-team", "ads", "hello");
            asked(1, 1);
        }
    }

    @Test
    void credentials_decide_nothing() throws Exception {
        try (GatewayUnderTest gateway = gateway("('author' + 'ization') in request.headers")) {
            ask(gateway, "cookie", "a=b", "hello");
            asked(0, 1);
        }
    }

    private void asked(int ofOne, int ofOther) {
        assertThat(one.requests()).hasSize(ofOne);
        assertThat(other.requests()).hasSize(ofOther);
    }

    private GatewayUnderTest gateway(String when) throws IOException {
        return GatewayUnderTest.start(folder, yaml(when));
    }

    private String yaml(String when) {
        return """
                providers:
                  a: {base-url: "%s"}
                  b: {base-url: "%s"}
                models:
                  m: {targets: [{provider: a, when: "%s"}, {provider: b}]}
                discovery: {local: false}
                drain: {lag: 0s, grace: 5s}
                """.formatted(one.baseUrl(), other.baseUrl(), when);
    }

    private void ask(GatewayUnderTest gateway, String header, String value, String prompt) throws Exception {
        assertThat(send(gateway, header, value, prompt).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(GatewayUnderTest gateway, String header, String value, String prompt)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + PATH))
                        .header("authorization", "Bearer " + gateway.key())
                        .header("content-type", "application/json")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
