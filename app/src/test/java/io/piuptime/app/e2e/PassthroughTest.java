package io.piuptime.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassthroughTest {
    private static final Pattern KEY = Pattern.compile("piup_[0-9A-Za-z_]+");

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private FakeOpenAi provider;
    private GatewayUnderTest gateway;
    private String key;

    @BeforeEach
    void start() throws Exception {
        provider = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, """
                providers:
                  upstream:
                    base-url: "%s"
                    api-key: "sk-upstream-0123456789"
                    passthrough: ["/v1/things*", "/v1/a/*/z"]
                  closed: {base-url: "%s"}
                drain: {lag: 0s, grace: 5s}
                """.formatted(provider.baseUrl(), provider.baseUrl()));
        key = create("{\"name\":\"direct\",\"permissions\":[\"passthrough\"]}");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
        client.close();
    }

    @Test
    void hands_a_request_and_its_answer_on_as_they_are() throws Exception {
        byte[] answer = {'{', 0, 1, (byte) 0xff, 'x'};
        provider.next(Script.answer(
                201, List.of(new Header("content-type", "application/x-thing"), new Header("x-of-it", "7")), answer));

        HttpResponse<byte[]> reply = client.send(
                request("/v1/things/1%20a?deep=true&x=%2F")
                        .header("content-type", "application/x-thing")
                        .header("x-mine", "yes")
                        .method("PATCH", BodyPublishers.ofByteArray(new byte[] {1, 0, 2}))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(reply.statusCode()).isEqualTo(201);
        assertThat(reply.body()).isEqualTo(answer);
        assertThat(reply.headers().firstValue("x-of-it")).contains("7");
        assertThat(provider.last().method()).isEqualTo("PATCH");
        assertThat(provider.last().target()).isEqualTo("/v1/things/1%20a?deep=true&x=%2F");
        assertThat(provider.last().body()).isEqualTo(new byte[] {1, 0, 2});
        assertThat(provider.last().header("x-mine")).contains("yes");
        assertThat(provider.last().header("authorization")).contains("Bearer sk-upstream-0123456789");
        gateway.awaitQuiet();
        assertThat(gateway.records())
                .singleElement()
                .asString()
                .contains("\"operation\":\"passthrough\"", "\"target\":\"upstream\"", "\"status\":201");
    }

    @Test
    void sends_no_body_where_there_is_none() throws Exception {
        provider.next(Script.answer(200, "{\"data\":[]}"));

        HttpResponse<String> reply = send(request("/v1/a/b/z").GET().build());

        assertThat(reply.body()).isEqualTo("{\"data\":[]}");
        assertThat(provider.last().header("transfer-encoding")).isEmpty();
        assertThat(provider.last().header("content-length")).isEmpty();
    }

    @Test
    void hands_on_a_large_body_of_unknown_length() throws Exception {
        byte[] large = new byte[3 << 20];
        provider.next(Script.answer(200, "{}"));

        send(request("/v1/things")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))
                .build());

        assertThat(provider.last().bodyLength()).isEqualTo(large.length);
    }

    @Test
    void hands_on_a_stream_of_events_and_reads_its_usage() throws Exception {
        String usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n";
        String first = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
        provider.next(Script.stream(Duration.ofMillis(1), first, usage, "data: [DONE]\n\n"));

        HttpResponse<String> reply =
                send(request("/v1/things").POST(BodyPublishers.ofString("{}")).build());

        assertThat(reply.body()).isEqualTo(first + usage + "data: [DONE]\n\n");
        gateway.awaitQuiet();
        assertThat(gateway.records()).singleElement().asString().contains("\"tokensSource\":\"reported\"");
    }

    @Test
    void hands_on_where_it_is_sent_elsewhere() throws Exception {
        provider.next(Script.redirect("https://elsewhere.example/file"));

        HttpResponse<String> reply = send(request("/v1/things/1").GET().build());

        assertThat(reply.statusCode() / 100).isEqualTo(3);
        assertThat(reply.headers().firstValue("location")).contains("https://elsewhere.example/file");
    }

    @Test
    void refuses_a_key_without_the_permission() throws Exception {
        HttpResponse<String> reply = gateway.get("/providers/upstream/v1/things");

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("permission passthrough");
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files", "/v1/thing", "/v1/a/b/c/z", "/v1/a/b/z/more", "/things", "/V1/things"})
    void refuses_a_path_that_is_not_listed(String path) throws Exception {
        HttpResponse<String> reply = send(request(path).GET().build());

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("is not open");
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/things/../files",
                "/v1/things/%2e%2e/files",
                "/v1/things/.%2E/files",
                "/v1/things%2f..%2ffiles",
                "/v1/things/%5c..",
                "/v1/things//files",
                "/v1/things/./files",
                "/v1/things/%252e%252e/files",
                "/v1/things%00"
            })
    void refuses_what_could_mean_another_path(String path) throws Exception {
        HttpResponse<String> reply = send(request(path).GET().build());

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("invalid_path");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void opens_nothing_of_a_provider_that_lists_nothing() throws Exception {
        HttpResponse<String> reply =
                send(HttpRequest.newBuilder(URI.create(gateway.url() + "/providers/closed/v1/things"))
                        .header("authorization", "Bearer " + key)
                        .build());

        assertThat(reply.statusCode()).isEqualTo(403);
    }

    @Test
    void knows_no_provider_that_is_not_configured() throws Exception {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(gateway.url() + "/providers/nobody/v1/x"))
                .header("authorization", "Bearer " + key)
                .build());

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("nobody");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + "/providers/upstream" + path))
                .header("authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString(UTF_8));
    }

    private String create(String body) throws Exception {
        HttpResponse<String> created = send(HttpRequest.newBuilder(URI.create(gateway.adminUrl() + "/admin/v1/keys"))
                .header("authorization", "Bearer " + gateway.adminToken())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        Matcher found = KEY.matcher(created.body());
        assertThat(found.find()).as(created.body()).isTrue();
        return found.group();
    }
}
