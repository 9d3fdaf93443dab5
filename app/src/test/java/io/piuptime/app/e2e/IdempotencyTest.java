package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with an idempotency key: one is sent, and all get its answer. */
class IdempotencyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String OTHER = "{\"model\":\"m\",\"messages\":[]}";

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeOpenAi fake;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
        fake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ASK, ASK_STREAM})
    void a_repeat_gets_the_same_answer_and_is_not_sent(String ask) throws Exception {
        fake.next(Script.chat("one ", "two"));
        HttpResponse<String> first = send("k", ask);
        HttpResponse<String> again = send("k", ask);
        assertThat(fake.requests()).hasSize(1);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body()).contains("one ").contains("two");
        assertThat(header(again, "content-type")).isEqualTo(header(first, "content-type"));
        assertThat(header(first, "x-piup-replayed")).isEmpty();
        assertThat(header(again, "x-piup-replayed")).isEqualTo("true");
        assertThat(header(again, "x-piup-original-request-id")).isEqualTo(header(first, "x-piup-request-id"));
        assertThat(header(again, "x-piup-request-id")).isNotEqualTo(header(first, "x-piup-request-id"));
    }

    @Test
    void a_repeat_costs_nothing_and_its_record_says_why() throws Exception {
        fake.next(Script.chat("one"));
        send("k", ASK);
        send("k", ASK);
        List<String> records = gateway.records();
        assertThat(records).hasSize(2);
        assertThat(records.getFirst())
                .contains("\"ending\":\"complete\"")
                .contains("\"reason\":\"replayed\"")
                .contains("\"attempts\":0")
                .contains("\"inputTokens\":0")
                .contains("\"outputTokens\":0");
        assertThat(records.getLast()).contains("\"attempts\":1").contains("\"inputTokens\":10");
    }

    @ParameterizedTest
    @ValueSource(strings = {ASK, ASK_STREAM})
    void fifty_at_once_are_sent_once_and_answered_alike(String ask) throws Exception {
        fake.next(Script.late(Script.chat("one ", "two"), Duration.ofMillis(300)));
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(client.sendAsync(request(gateway.key(), "k", ask), BodyHandlers.ofString()));
        }
        List<String> bodies = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> one : asked) {
            HttpResponse<String> reply = one.get(20, TimeUnit.SECONDS);
            assertThat(reply.statusCode()).isEqualTo(200);
            bodies.add(reply.body());
        }
        assertThat(fake.requests()).hasSize(1);
        assertThat(bodies).containsOnly(bodies.getFirst());
        gateway.awaitQuiet();
        assertThat(gateway.records())
                .hasSize(50)
                .filteredOn(line -> line.contains("replayed"))
                .hasSize(49);
    }

    @Test
    void a_different_body_is_refused_in_the_dialect_of_its_caller() throws Exception {
        send("k", ASK);
        HttpResponse<String> other = send("k", OTHER);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("\"code\":\"idempotency_key_reused\"").contains("invalid_request_error");
        assertThat(fake.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 429})
    void after_a_failure_it_is_asked_afresh(int status) throws Exception {
        for (int i = 0; i < 10; i++) {
            fake.next(Script.error(status, "server_error", "not now"));
        }
        assertThat(send("k", ASK).statusCode()).isGreaterThanOrEqualTo(400);
        fake.reset();
        Await.until("an answer at last", PATIENCE, () -> status(send200()) == 200);
        HttpResponse<String> again = send("k", ASK);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(header(again, "x-piup-replayed")).isEqualTo("true");
    }

    @Test
    void a_request_that_the_provider_cannot_take_is_answered_so_again() throws Exception {
        fake.next(Script.error(400, "invalid_request_error", "no such parameter"));
        HttpResponse<String> first = send("k", ASK);
        HttpResponse<String> again = send("k", ASK);
        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "x-piup-replayed")).isEqualTo("true");
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void a_stream_that_broke_is_not_replayed() throws Exception {
        fake.next(Script.cut(Script.chat("one", "two", "three"), 2, Ending.RST));
        send("k", ASK_STREAM);
        HttpResponse<String> again = send("k", ASK_STREAM);
        assertThat(header(again, "x-piup-replayed")).isEmpty();
        assertThat(again.body()).contains("[DONE]");
    }

    @Test
    void a_repeat_follows_a_stream_while_it_comes_and_goes_on_when_its_first_caller_leaves() throws Exception {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            words.add("word" + i + " ");
        }
        fake.next(new Script.Chat(
                words, Optional.of(new Usage(10, 20)), "stop", Optional.empty(), Duration.ofMillis(50)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                RawHttp caller = RawHttp.over(socket, PATIENCE)) {
            caller.send(raw("k", ASK_STREAM));
            assertThat(socket.getInputStream().read()).as("the head has left").isEqualTo('H');
            CompletableFuture<HttpResponse<String>> follows =
                    client.sendAsync(request(gateway.key(), "k", ASK_STREAM), BodyHandlers.ofString());
            gateway.awaitInFlight(2);
            caller.reset();
            HttpResponse<String> reply = follows.get(20, TimeUnit.SECONDS);
            assertThat(reply.body()).contains("word0 ").contains("word19 ").contains("[DONE]");
        }
        gateway.awaitQuiet();
        assertThat(fake.requests()).hasSize(1);
        assertThat(gateway.records())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("caller_left").contains("\"outputTokens\":20"))
                .anySatisfy(line -> assertThat(line).contains("replayed").contains("\"outputTokens\":0"));
        assertThat(header(send("k", ASK_STREAM), "x-piup-replayed")).isEqualTo("true");
    }

    @Test
    void a_first_caller_who_leaves_alone_ends_the_request_upstream_and_the_next_is_asked_afresh() throws Exception {
        fake.next(Script.silence());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                RawHttp caller = RawHttp.over(socket, PATIENCE)) {
            caller.send(raw("k", ASK));
            fake.awaitRequests(1, PATIENCE);
            caller.reset();
            gateway.awaitQuiet();
        }
        assertThat(fake.requests().getFirst().awaitClosed(PATIENCE)).isTrue();
        HttpResponse<String> next = send("k", ASK);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(header(next, "x-piup-replayed")).isEmpty();
    }

    @Test
    void when_all_have_left_the_request_upstream_ends() throws Exception {
        fake.next(Script.silence());
        try (RawHttp first = RawHttp.over(new Socket(InetAddress.getLoopbackAddress(), gateway.port()), PATIENCE);
                RawHttp second = RawHttp.over(new Socket(InetAddress.getLoopbackAddress(), gateway.port()), PATIENCE)) {
            first.send(raw("k", ASK));
            fake.awaitRequests(1, PATIENCE);
            second.send(raw("k", ASK));
            gateway.awaitInFlight(2);
            first.reset();
            second.reset();
            gateway.awaitQuiet();
        }
        assertThat(fake.requests()).hasSize(1);
        assertThat(fake.requests().getFirst().awaitClosed(PATIENCE)).isTrue();
        assertThat(gateway.records())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("abandoned"));
    }

    @Test
    void callers_of_two_keys_do_not_meet() throws Exception {
        String other = anotherKey();
        HttpResponse<String> mine = send("k", ASK);
        HttpResponse<String> theirs = client.send(request(other, "k", OTHER), BodyHandlers.ofString());
        assertThat(mine.statusCode()).isEqualTo(200);
        assertThat(theirs.statusCode()).isEqualTo(200);
        assertThat(header(theirs, "x-piup-replayed")).isEmpty();
        assertThat(fake.requests()).hasSize(2);
        assertThat(fake.last().header("idempotency-key")).isEmpty();
    }

    @Test
    void a_gateway_that_starts_again_has_forgotten() throws Exception {
        send("k", ASK);
        gateway.close();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
        assertThat(header(send("k", ASK), "x-piup-replayed")).isEmpty();
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void a_key_that_is_too_long_or_empty_is_refused() throws Exception {
        for (String key : List.of("", "k".repeat(256))) {
            HttpResponse<String> reply = send(key, ASK);
            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.body()).contains("invalid_idempotency_key");
        }
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void a_form_that_passes_through_is_sent_each_time_and_its_caller_is_told() throws Exception {
        String form = "--XyZ\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--XyZ--\r\n";
        for (int i = 1; i <= 2; i++) {
            fake.next(Script.answer(200, "{\"text\":\"hello\"}"));
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/audio/transcriptions"))
                            .header("authorization", "Bearer " + gateway.key())
                            .header("content-type", "multipart/form-data; boundary=XyZ")
                            .header("idempotency-key", "k")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(header(reply, "x-piup-idempotency")).isEqualTo("unsupported");
            assertThat(fake.requests()).hasSize(i);
        }
    }

    @Test
    void a_long_answer_is_replayed_to_its_last_byte() throws Exception {
        fake.next(Script.answer(200, "{\"id\":\"x\",\"text\":\"" + "y".repeat(3_000_000) + "\"}"));
        HttpResponse<String> first = send("k", ASK);
        HttpResponse<String> again = send("k", ASK);
        assertThat(again.body()).hasSameSizeAs(first.body()).isEqualTo(first.body());
        assertThat(header(again, "x-piup-replayed")).isEqualTo("true");
        gateway.awaitQuiet();
    }

    private HttpResponse<String> send200() {
        try {
            return send("k", ASK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int status(HttpResponse<String> reply) {
        return reply.statusCode();
    }

    private String anotherKey() throws IOException, InterruptedException {
        HttpResponse<String> made = client.send(
                HttpRequest.newBuilder(URI.create(gateway.adminUrl() + "/admin/v1/keys"))
                        .header("authorization", "Bearer " + gateway.adminToken())
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"other\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(made.body()).contains("piup_");
        int from = made.body().indexOf("piup_");
        return made.body().substring(from, made.body().indexOf('"', from));
    }

    private HttpResponse<String> send(String key, String body) throws IOException, InterruptedException {
        return client.send(request(gateway.key(), key, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String callerKey, String key, String body) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + CHAT))
                .header("authorization", "Bearer " + callerKey)
                .header("content-type", "application/json")
                .header("idempotency-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String raw(String key, String body) throws IOException {
        return "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.key()
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String header(HttpResponse<String> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }
}
