package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.app.run.StartException;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one node publishes or seals, and another one serves by. */
@Timeout(120)
@ExtendWith(SharedPostgres.class)
class TwoNodesTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final String KEY = "sk-canary-0123456789abcdef";

    @TempDir
    private Path folder;

    private final Names names = new Names();
    private String database = "";
    private FakeOpenAi provider;
    private GatewayUnderTest one;
    private GatewayUnderTest other;

    @BeforeEach
    void start(PostgresServer server) throws IOException {
        provider = FakeOpenAi.start();
        database = server.database();
        one = node("one");
        Path first = one.data();
        Await.until("a first key", FIVE_SECONDS, () -> Files.exists(first.resolve("first-key")));
        Path second = Files.createDirectories(folder.resolve("other/data"));
        // both are the installation's, not the node's
        Files.copy(first.resolve("key-pepper"), second.resolve("key-pepper"));
        Files.copy(first.resolve("first-key"), second.resolve("first-key"));
        other = node("other");
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
        provider.close();
    }

    @Test
    void a_document_and_its_secrets_are_in_force_on_the_other_node_within_five_seconds() throws Exception {
        assertThat(one.admin("PUT", "/admin/v1/secrets/openai-key", "{\"value\":\"" + KEY + "\"}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> published = one.admin("POST", "/admin/v1/revisions", """
                providers: {p: {base-url: "http://models.test:%d/v1", api-key: "secret:openai-key"}}
                models: {probe: {targets: [{provider: p, model: m}]}}
                """.formatted(provider.port()));
        assertThat(published.statusCode()).as(published.body()).isEqualTo(201);

        awaitKey(KEY);
        one.admin("PUT", "/admin/v1/secrets/openai-key", "{\"value\":\"" + KEY + "-next\"}");
        awaitKey(KEY + "-next");

        Await.until(
                "both nodes are listed without drift",
                FIVE_SECONDS,
                () -> listed().split("\"alive\":true,", -1).length == 3
                        && listed().split("\"drift\":\\[]", -1).length == 3);
    }

    @Test
    void a_document_that_the_other_node_cannot_use_changes_nothing_there_and_is_told() throws Exception {
        publish(document("fast", "http://models.test:" + provider.port()));
        Await.until("the other node serves it", FIVE_SECONDS, () -> ask("fast") == 200);
        assertThat(other.reload(yaml("[]")).statusCode()).isEqualTo(200);

        publish(document("slow", "http://127.0.0.1:" + provider.port()));

        Await.until("the other node says so", FIVE_SECONDS, () -> listed().contains("cannot use revision 2"));
        assertThat(ask("slow")).isEqualTo(404);
        assertThat(other.admin("/admin/v1/revisions").body()).contains("\"inForce\":1", "\"refused\":2");
    }

    @Test
    void a_key_that_is_revoked_now_ends_its_streams_on_the_other_node_too() throws Exception {
        publish(document("fast", "http://models.test:" + provider.port()));
        Await.until("the other node serves it", FIVE_SECONDS, () -> ask("fast") == 200);
        provider.always(_ -> new Script.Chat(
                List.of("a", "b", "c", "d", "e", "f", "g", "h"),
                Optional.empty(),
                "stop",
                Optional.empty(),
                Duration.ofSeconds(2)));
        Made ends = key("{\"name\":\"ends\"}");
        Made stays = key("{\"name\":\"stays\"}");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Await.until("the other node knows both", FIVE_SECONDS, () -> lists(ends) && lists(stays));
            int before = provider.requests().size();
            Future<HttpResponse<String>> ending = callers.submit(() -> stream(ends));
            Future<HttpResponse<String>> staying = callers.submit(() -> stream(stays));
            provider.awaitRequests(before + 2, FIVE_SECONDS);
            one.admin("POST", "/admin/v1/keys/" + stays.id() + "/revoke", "");

            one.admin("POST", "/admin/v1/keys/" + ends.id() + "/revoke", "{\"now\":true}");

            long begun = System.nanoTime();
            assertThat(ending.get(30, TimeUnit.SECONDS).body())
                    .contains("revoked or denied")
                    .doesNotContain("[DONE]");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(FIVE_SECONDS);
            assertThat(staying.isDone())
                    .as("a stream of a key that was revoked, but not at once")
                    .isFalse();
            assertThat(staying.get(60, TimeUnit.SECONDS).body()).contains("[DONE]");
        }
    }

    @Test
    void what_is_asked_of_one_node_and_again_of_the_other_is_done_once() throws Exception {
        HttpResponse<String> first = create(one, "retry-1");
        HttpResponse<String> again = create(other, "retry-1");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("x-piup-replayed")).contains("true");

        for (int round = 0; round < 10; round++) {
            String key = "at-once-" + round;
            try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
                List<Integer> statuses = new ArrayList<>();
                for (Future<HttpResponse<String>> reply : callers.invokeAll(
                        List.<Callable<HttpResponse<String>>>of(() -> create(one, key), () -> create(other, key)))) {
                    statuses.add(reply.get().statusCode());
                }
                assertThat(statuses).contains(201).isSubsetOf(201, 409);
            }
        }
        String teams = quietly(() -> one.admin("/admin/v1/teams?name=twice").body());
        assertThat(teams.split("\"name\":\"twice\"", -1)).hasSize(12);
    }

    @Test
    void a_node_with_another_pepper_or_another_key_that_seals_does_not_start() throws Exception {
        assertThatThrownBy(() -> node("third"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("key-pepper: fingerprint ")
                .hasMessageContaining("(expected: ")
                .hasMessageContaining("copy the file key-pepper");

        Path fourth = Files.createDirectories(folder.resolve("fourth/data"));
        Files.copy(one.data().resolve("key-pepper"), fourth.resolve("key-pepper"));
        assertThatThrownBy(() -> node("fourth", "22".repeat(32)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("master-key: fingerprint ")
                .hasMessageContaining("among secrets.keys")
                .hasMessageNotContaining("22".repeat(32));
        node("fourth", "11".repeat(32)).close();
    }

    private record Made(String id, String key) {}

    private Made key(String wanted) throws IOException, InterruptedException {
        JsonNode made = JsonMapper.shared()
                .readTree(one.admin("POST", "/admin/v1/keys", wanted).body());
        return new Made(made.path("id").asString(), made.path("key").asString());
    }

    private boolean lists(Made made) {
        return quietly(() -> other.post("/v1/chat/completions", "{}", made.key()))
                        .statusCode()
                != 401;
    }

    private HttpResponse<String> stream(Made made) throws IOException, InterruptedException {
        return other.post("/v1/chat/completions", "{\"model\":\"fast\",\"stream\":true,\"messages\":[]}", made.key());
    }

    private static HttpResponse<String> create(GatewayUnderTest node, String key)
            throws IOException, InterruptedException {
        return node.admin("POST", "/admin/v1/teams", "{\"name\":\"twice\"}", "idempotency-key", key);
    }

    private void publish(String document) throws IOException, InterruptedException {
        HttpResponse<String> reply = one.admin("POST", "/admin/v1/revisions", document);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
    }

    private void awaitKey(String key) {
        Await.until(
                "the other node asks with the key",
                FIVE_SECONDS,
                () -> ask("probe") == 200
                        && provider.last().header("authorization").equals(Optional.of("Bearer " + key)));
    }

    private String listed() {
        return quietly(() -> other.admin("/admin/v1/nodes").body());
    }

    /** The status with which the other node answers. */
    private int ask(String model) {
        return quietly(() -> other.post(
                        "/v1/chat/completions",
                        "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}"))
                .statusCode();
    }

    /** Something that waits for an answer. */
    @FunctionalInterface
    private interface Call<T> {
        T answer() throws IOException, InterruptedException;
    }

    private static <T> T quietly(Call<T> call) {
        try {
            return call.answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private GatewayUnderTest node(String name) throws IOException {
        return node(name, "11".repeat(32));
    }

    private GatewayUnderTest node(String name, String key) throws IOException {
        return GatewayUnderTest.start(
                Files.createDirectories(folder.resolve(name)),
                yaml("[127.0.0.1/32]"),
                Map.of("KEK", key),
                List.of(),
                names);
    }

    private String yaml(String allow) {
        return """
                guard: {allow: %s}
                stores: {database: "%s"}
                secrets: {keys: [{key: "${KEK}"}]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(allow, database);
    }

    private static String document(String model, String address) {
        return """
                providers: {p: {base-url: "%s/v1"}}
                models: {%s: {targets: [{provider: p, model: m}]}}
                """.formatted(address, model);
    }
}
