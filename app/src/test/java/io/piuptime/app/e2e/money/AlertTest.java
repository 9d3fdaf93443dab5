package io.piuptime.app.e2e.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told that so much of a budget is gone, on a whole gateway. */
@Timeout(90)
class AlertTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "a secret of the receiver";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private FakeOpenAi receiver;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        fake.always(_ -> Script.chat(List.of("Hi"), new Usage(20, 5), "stop"));
        receiver = FakeOpenAi.start();
        receiver.always(_ -> Script.answer(200, "{}"));
        gateway = begun();
    }

    private GatewayUnderTest begun() throws Exception {
        return GatewayUnderTest.start(folder, """
                providers:
                  upstream: {base-url: "%s", api-key: "sk-upstream-0123456789"}
                models:
                  dear: {price: in=1000 out=1000, targets: [{provider: upstream}]}
                guard: {allow: [127.0.0.0/8]}
                alerts: {url: "%s/hook", secret: "a secret of the receiver"}
                drain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl(), receiver.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        receiver.close();
        fake.close();
    }

    @Test
    void a_threshold_is_told_once_signed_and_never_again_after_a_restart() throws Exception {
        String budget = budget(60_000);
        spend(2);

        Received told = heard(1);
        JsonNode event = JsonMapper.shared().readTree(told.text());
        assertThat(event.path("type").asString()).isEqualTo("budget.threshold");
        JsonNode data = event.path("data");
        assertThat(data.path("budget").asString()).isEqualTo(budget);
        assertThat(data.path("percent").asInt()).isEqualTo(50);
        assertThat(data.path("capMicros").asLong()).isEqualTo(60_000);
        assertThat(data.path("goneMicros").asLong()).isGreaterThanOrEqualTo(30_000);
        assertThat(told.header("webhook-signature")).contains(signature(told));
        Await.until("told", PATIENCE, () -> !alert(budget).path("told").isNull());

        gateway.close();
        gateway = begun();
        spend(1);
        Await.until(
                "spent",
                PATIENCE,
                () -> spending(budget).path("caps").path(0).path("spent").asLong() == 75_000);

        assertThat(spending(budget).path("alerts")).hasSize(1);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_raised_cap_is_told_of_when_its_own_threshold_is_passed() throws Exception {
        String budget = budget(60_000);
        spend(2);
        Received before = heard(1);

        raise(budget, 140_000);
        spend(2);

        Received told = heard(2);
        assertThat(told.text()).contains("\"capMicros\":140000");
        assertThat(told.header("webhook-id")).isNotEqualTo(before.header("webhook-id"));
    }

    /** The last of so many, with its body. */
    private Received heard(int count) throws InterruptedException {
        Received last = receiver.awaitRequests(count, PATIENCE).get(count - 1);
        assertThat(last.awaitComplete(PATIENCE)).isTrue();
        return last;
    }

    private static String signature(Received told) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String second = told.header("webhook-timestamp").orElseThrow();
        assertThat(Long.parseLong(second)).isCloseTo(Instant.now().getEpochSecond(), within(120L));
        String signed = told.header("webhook-id").orElseThrow() + "." + second + "." + told.text();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** Each costs 25,000 millionths. */
    private void spend(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            var reply = gateway.post(
                    "/v1/chat/completions",
                    "{\"model\":\"dear\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        }
    }

    private String budget(long micros) throws Exception {
        return JsonMapper.shared()
                .readTree(
                        gateway.admin("POST", "/admin/v1/budgets", body(micros)).body())
                .path("id")
                .asString();
    }

    /** A soft one: what is left does not matter, but what is gone. */
    private static String body(long micros) {
        return "{\"name\":\"b\",\"strict\":false,\"alerts\":[50],\"caps\":[{\"window\":\"total\",\"micros\":" + micros
                + "}]}";
    }

    private void raise(String budget, long micros) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.adminUrl() + "/admin/v1/budgets/" + budget))
                    .header("authorization", "Bearer " + gateway.adminToken())
                    .header("if-match", "*")
                    .PUT(HttpRequest.BodyPublishers.ofString(body(micros)))
                    .build();
            var changed = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        }
    }

    private JsonNode alert(String budget) {
        return spending(budget).path("alerts").path(0);
    }

    private JsonNode spending(String budget) {
        try {
            return JsonMapper.shared()
                    .readTree(gateway.admin("/admin/v1/budgets/" + budget + "/spending")
                            .body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
