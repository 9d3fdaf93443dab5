package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which target and which key an exchange meets. */
class RoutingTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";

    @TempDir
    private Path folder;

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
    }

    @Test
    void round_robin_asks_each_as_often_on_every_loop() throws Exception {
        try (GatewayUnderTest gateway = gateway("", "strategy: round-robin, targets: [{provider: a}, {provider: b}]")) {
            ask(gateway, 20);
        }
        assertThat(one.requests()).hasSizeBetween(8, 12);
        assertThat(one.requests().size() + other.requests().size()).isEqualTo(20);
    }

    @Test
    void a_lower_tier_is_asked_first_whatever_stands_first() throws Exception {
        try (GatewayUnderTest gateway =
                gateway("", "targets: [{provider: a, priority: 2}, {provider: b, priority: 1}]")) {
            ask(gateway, 5);
            assertThat(one.requests()).isEmpty();
            other.next(Script.error(503, "server_error", "down"), Script.error(503, "server_error", "down"));
            ask(gateway, 1);
            assertThat(one.requests()).hasSize(1);
        }
    }

    @Test
    void a_failed_target_of_the_tier_is_left_at_once() throws Exception {
        one.always(_ -> Script.error(500, "server_error", "down"));
        try (GatewayUnderTest gateway = gateway("", "strategy: round-robin, targets: [{provider: a}, {provider: b}]")) {
            ask(gateway, 10);
        }
        assertThat(other.requests()).hasSize(10);
    }

    @Test
    void keys_of_a_provider_take_turns() throws Exception {
        try (GatewayUnderTest gateway = gateway(", api-keys: [k1, k2, k3]", "targets: [{provider: a}]")) {
            ask(gateway, 30);
        }
        assertThat(keys()).containsOnlyKeys("k1", "k2", "k3");
        assertThat(keys().values()).allSatisfy(count -> assertThat(count).isBetween(8, 12));
    }

    @Test
    void a_refused_key_is_left_to_the_others_and_no_caller_sees_it() throws Exception {
        one.always(received -> key(received).equals("k2")
                ? Script.error(401, "invalid_request_error", "revoked")
                : Script.chat("fine"));
        try (GatewayUnderTest gateway = gateway(", api-keys: [k1, k2, k3]", "targets: [{provider: a}]")) {
            ask(gateway, 30);
        }
        assertThat(keys().get("k2")).as("asked once: it is dead from then on").isEqualTo(1);
    }

    @Test
    void a_key_at_its_limit_rests_and_the_others_serve() throws Exception {
        one.always(received ->
                key(received).equals("k1") ? Script.error(429, "rate_limit_error", "slow down") : Script.chat("fine"));
        try (GatewayUnderTest gateway = gateway(", api-keys: [k1, k2]", "targets: [{provider: a}]")) {
            ask(gateway, 20);
        }
        assertThat(keys().get("k1")).isLessThan(5);
    }

    @Test
    void when_all_keys_are_refused_the_caller_is_told_so_and_never_401() throws Exception {
        one.always(_ -> Script.error(401, "invalid_request_error", "revoked"));
        try (GatewayUnderTest gateway = gateway(", api-keys: [k1, k2, k3]", "targets: [{provider: a}]")) {
            HttpResponse<String> reply = gateway.post(PATH, ASK);
            assertThat(reply.statusCode()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_credentials_exhausted");
            assertThat(keys()).containsOnlyKeys("k1", "k2", "k3");
        }
    }

    @Test
    void what_is_for_one_user_goes_to_one_target_on_every_loop() throws Exception {
        int users = 16;
        try (GatewayUnderTest gateway =
                gateway("", "strategy: hash, hash-by: user, targets: [{provider: a}, {provider: b}]")) {
            for (int at = 0; at < 3 * users; at++) {
                gateway.post(PATH, ASK.replace("{\"model", "{\"user\":\"u" + at % users + "\",\"model"));
            }
        }
        for (int user = 0; user < users; user++) {
            String words = "\"user\":\"u" + user + "\"";
            assertThat(List.of(having(one, words), having(other, words))).containsExactlyInAnyOrder(0L, 3L);
        }
        assertThat(one.requests()).isNotEmpty();
        assertThat(other.requests()).isNotEmpty();
    }

    @Test
    void what_can_wait_is_hardly_sent_to_a_target_that_turns_everything_away() throws Exception {
        one.always(_ -> Script.error(429, "rate_limit_error", "slow down", new Header("retry-after", "0")));
        try (GatewayUnderTest gateway = gateway("", "targets: [{provider: a}]");
                HttpClient client = HttpClient.newHttpClient()) {
            for (int at = 0; at < 25; at++) {
                assertThat(gateway.post(PATH, ASK).statusCode()).isEqualTo(429);
            }
            List<Integer> statuses = new ArrayList<>();
            for (int at = 0; at < 20; at++) {
                statuses.add(client.send(batch(gateway), HttpResponse.BodyHandlers.discarding())
                        .statusCode());
            }
            // four of five on average
            assertThat(statuses).isSubsetOf(429, 503);
            assertThat(statuses.stream().filter(status -> status == 503)).hasSizeBetween(6, 20);
            assertThat(gateway.post(PATH, ASK).statusCode())
                    .as("what cannot wait")
                    .isEqualTo(429);
        }
    }

    private static HttpRequest batch(GatewayUnderTest gateway) throws Exception {
        return HttpRequest.newBuilder(URI.create(gateway.url() + PATH))
                .header("authorization", "Bearer " + gateway.key())
                .header("content-type", "application/json")
                .header("x-piup-priority", "batch")
                .POST(HttpRequest.BodyPublishers.ofString(ASK))
                .build();
    }

    private static long having(FakeOpenAi fake, String words) {
        return fake.requests().stream()
                .filter(received -> received.text().contains(words))
                .count();
    }

    private GatewayUnderTest gateway(String ofA, String model) throws Exception {
        return GatewayUnderTest.start(folder, """
                providers:
                  a: {base-url: "%s"%s}
                  b: {base-url: "%s"}
                models:
                  m: {%s}
                drain: {lag: 0s, grace: 5s}
                """.formatted(one.baseUrl(), ofA, other.baseUrl(), model));
    }

    private static void ask(GatewayUnderTest gateway, int times) throws Exception {
        for (int at = 0; at < times; at++) {
            assertThat(gateway.post(PATH, ASK).statusCode()).isEqualTo(200);
        }
    }

    /** How often each key came. */
    private Map<String, Integer> keys() {
        Map<String, Integer> counts = new TreeMap<>();
        List<Received> all = Stream.concat(one.requests().stream(), other.requests().stream())
                .toList();
        all.forEach(received -> counts.merge(key(received), 1, Integer::sum));
        return counts;
    }

    private static String key(Received received) {
        return received.header("authorization").orElse("").replace("Bearer ", "");
    }
}
