package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a key may, from outside: where it is used from, what it asks, whose its exchanges are, and how it ends. */
@Timeout(60)
class KeyStandingTest {
    private static final String ASK = "{\"model\":\"m\",\"user\":\"ann\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
        fake.close();
    }

    @Test
    void a_key_opens_nothing_from_an_address_that_it_does_not_allow() throws Exception {
        String far = key("{\"name\":\"n\",\"addresses\":[\"10.0.0.0/8\"]}")
                .path("key")
                .asString();
        String near = key("{\"name\":\"n\",\"addresses\":[\"127.0.0.0/8\",\"::1\"]}")
                .path("key")
                .asString();

        HttpResponse<String> refused = ask(far, ASK);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("may not be used from the address 127.0.0.1");
        assertThat(ask(near, ASK).statusCode()).isEqualTo(200);
    }

    @Test
    void a_key_asks_only_what_it_allows_and_may_list_models_all_the_same() throws Exception {
        String key = key("{\"name\":\"mine\",\"endpoints\":[\"embeddings\",\"files\"]}")
                .path("key")
                .asString();

        HttpResponse<String> refused = ask(key, ASK);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("'mine' may not use 'chat' (expected one of: embeddings, files)");
        assertThat(send(request("/v1/models", key).GET().build()).statusCode()).isEqualTo(200);
    }

    @Test
    void usage_bears_the_tags_of_key_and_request_and_whom_it_is_for() throws Exception {
        String key = key("{\"name\":\"n\",\"tags\":{\"stage\":\"prod\"}}")
                .path("key")
                .asString();
        HttpRequest.Builder tagged =
                request("/v1/chat/completions", key).header("x-piup-tags", "project=apollo, stage=test");
        assertThat(send(tagged.POST(HttpRequest.BodyPublishers.ofString(ASK)).build())
                        .statusCode())
                .isEqualTo(200);

        Await.until(
                "no record",
                Duration.ofSeconds(10),
                () -> found("tag=project%3Dapollo&tenant=default&endUser=ann")
                        .contains("\"tags\":\"project=apollo,stage=prod\""));
        assertThat(found("tag=stage%3Dtest")).contains("\"records\":[]");
    }

    @Test
    void tags_that_are_none_are_refused() throws Exception {
        HttpResponse<String> refused = send(request("/v1/chat/completions", gateway.key())
                .header("x-piup-tags", "nonsense")
                .POST(HttpRequest.BodyPublishers.ofString(ASK))
                .build());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("x-piup-tags", "invalid_tags");
    }

    @Test
    void a_denied_key_opens_nothing_at_once_and_its_streams_end_if_asked() throws Exception {
        fake.always(_ -> new Script.Chat(
                List.of("a", "b", "c", "d", "e", "f", "g", "h"),
                Optional.empty(),
                "stop",
                Optional.empty(),
                Duration.ofSeconds(3)));
        JsonNode made = key("{\"name\":\"n\"}");
        String key = made.path("key").asString();
        CompletableFuture<HttpResponse<String>> stream = client.sendAsync(
                request("/v1/chat/completions", key)
                        .POST(HttpRequest.BodyPublishers.ofString(ASK_STREAM))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        fake.awaitRequests(1, Duration.ofSeconds(10));

        admin("POST", "/admin/v1/keys/" + made.path("id").asString() + "/deny", "{\"now\":true}");

        assertThat(ask(key, ASK).body()).contains("denied on this node");
        HttpResponse<String> broken = stream.get(15, TimeUnit.SECONDS);
        assertThat(broken.body()).contains("revoked or denied").doesNotContain("[DONE]");
        admin("DELETE", "/admin/v1/keys/" + made.path("id").asString() + "/deny", "");
        fake.always(_ -> Script.chat("well"));
        assertThat(ask(key, ASK).statusCode()).isEqualTo(200);
    }

    private String found(String query) {
        try {
            return gateway.admin("/admin/v1/usage?" + query).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode key(String wanted) throws IOException, InterruptedException {
        return admin("POST", "/admin/v1/keys", wanted);
    }

    private JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(gateway.adminUrl() + path))
                .header("authorization", "Bearer " + gateway.adminToken())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(reply.statusCode()).as(reply.body()).isBetween(200, 201);
        return JsonMapper.shared().readTree(reply.body());
    }

    private HttpResponse<String> ask(String key, String body) throws IOException, InterruptedException {
        return send(request("/v1/chat/completions", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path)).header("authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
