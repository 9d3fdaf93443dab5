package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Tls;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.TestCertificate;
import io.piuptime.testkit.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of every size and form: what fits passes as it is, what does not is told so. */
class LimitTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private HttpClient client;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    @Test
    void a_json_body_over_its_limit_is_a_413() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {json-body: 64KiB}")) {
            assertThat(post(gateway, CHAT, body(64 << 10)).statusCode()).isEqualTo(200);
            assertThat(post(gateway, CHAT, body((64 << 10) + 1)).statusCode()).isEqualTo(413);
            assertThat(fake.requests()).hasSize(1);
        }
    }

    @Test
    void a_large_body_arrives_as_it_was() throws Exception {
        byte[] body = body(8 << 20);
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(post(gateway, CHAT, body).statusCode()).isEqualTo(200);
            assertThat(fake.last().body()).isEqualTo(body);
        }
    }

    @Test
    void sixty_four_bodies_of_8_mib_at_once_are_served_or_refused() throws Exception {
        byte[] body = body(8 << 20);
        try (GatewayUnderTest gateway = gateway("")) {
            List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                replies.add(client.sendAsync(request(gateway, CHAT, body), HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> reply : replies) {
                assertThat(reply.get().statusCode()).isIn(200, 413, 503);
            }
            assertThat(post(gateway, CHAT, ASK.getBytes(StandardCharsets.UTF_8)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_compressed_body_is_decoded_and_a_bomb_is_not() throws Exception {
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(compressed(gateway, gzip(ASK.getBytes(StandardCharsets.UTF_8)), "gzip"))
                    .isEqualTo(200);
            assertThat(fake.last().text()).isEqualTo(ASK);
            assertThat(fake.last().header("content-encoding")).isEmpty();
            assertThat(compressed(gateway, gzip(new byte[30 << 20]), "gzip")).isEqualTo(413);
            assertThat(compressed(gateway, "no gzip".getBytes(StandardCharsets.UTF_8), "gzip"))
                    .isEqualTo(400);
            assertThat(compressed(gateway, new byte[] {1, 2, 3}, "br")).isEqualTo(415);
        }
    }

    @Test
    void a_form_whose_model_follows_a_large_file_passes_with_the_model_replaced() throws Exception {
        byte[] file = new byte[3 << 20];
        new Random(7).nextBytes(file);
        String yaml = """
                providers:
                  upstream: {base-url: "%s", api-key: "sk-upstream-0123456789"}
                models:
                  ears: {targets: [{provider: upstream, model: whisper-large-v3}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl());
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
            for (boolean modelFirst : new boolean[] {true, false}) {
                byte[] sent = form("ears", file, modelFirst);
                HttpResponse<String> reply = client.send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/audio/transcriptions"))
                                .header("authorization", "Bearer " + gateway.key())
                                .header("content-type", "multipart/form-data; boundary=XyZ")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
                assertThat(Arrays.equals(fake.last().body(), form("whisper-large-v3", file, modelFirst)))
                        .isTrue();
            }
            try (Stream<Path> left = Files.list(gateway.data().resolve("spool"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void a_large_reply_passes_and_is_metered() throws Exception {
        String reply =
                "{\"data\":[\"" + "x".repeat(5 << 20) + "\"],\"usage\":{\"prompt_tokens\":42,\"total_tokens\":42}}";
        fake.next(Script.answer(200, reply));
        try (GatewayUnderTest gateway = gateway("")) {
            HttpResponse<String> got = gateway.post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"x\"}");
            assertThat(got.body()).isEqualTo(reply);
            gateway.process().flush();
            assertThat(gateway.admin("/admin/v1/usage").body()).contains("\"inputTokens\":42");
        }
    }

    @Test
    void bytes_that_are_no_json_pass_through() throws Exception {
        byte[] sound = new byte[200_000];
        new Random(1).nextBytes(sound);
        fake.next(Script.answer(200, List.of(new Header("content-type", "audio/mpeg")), sound));
        try (GatewayUnderTest gateway = gateway("")) {
            HttpResponse<byte[]> reply = client.send(
                    request(
                            gateway,
                            "/v1/audio/speech",
                            "{\"model\":\"m\",\"input\":\"x\"}".getBytes(StandardCharsets.UTF_8)),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(reply.body()).isEqualTo(sound);
            assertThat(reply.headers().firstValue("content-type")).contains("audio/mpeg");
        }
    }

    @Test
    void speaks_http_2_over_tls_on_both_sides_and_checks_certificates() throws Exception {
        TestCertificate certificate = TestCertificate.create(Files.createDirectory(folder.resolve("tls")), 5);
        try (FakeOpenAi secure = FakeOpenAi.start(new Tls(certificate.certificate(), certificate.key()))) {
            String yaml = """
                    providers:
                      trusted: {base-url: "%1$s", ca-file: "%2$s"}
                      stranger: {base-url: "%1$s"}
                    models:
                      m: {targets: [{provider: trusted}]}
                      n: {targets: [{provider: stranger}]}
                    drain: {lag: 0s}
                    """.formatted(secure.baseUrl(), certificate.certificate());
            try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
                HttpResponse<String> reply = gateway.post(CHAT, ASK);
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
                assertThat(secure.last().version()).contains("2");
                assertThat(gateway.post(CHAT, ASK.replace("\"m\"", "\"n\"")).body())
                        .contains("upstream_tls");
            }
        }
    }

    private GatewayUnderTest gateway(String more) throws IOException {
        return GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()) + more + "\n");
    }

    private HttpResponse<String> post(GatewayUnderTest gateway, String path, byte[] body)
            throws IOException, InterruptedException {
        return client.send(request(gateway, path, body), HttpResponse.BodyHandlers.ofString());
    }

    private int compressed(GatewayUnderTest gateway, byte[] body, String encoding)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(request(gateway, CHAT, body), (name, value) -> true)
                .header("content-encoding", encoding)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static HttpRequest request(GatewayUnderTest gateway, String path, byte[] body) throws IOException {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + gateway.key())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** A chat request of exactly so many bytes. */
    private static byte[] body(int size) {
        String start = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        return (start + "x".repeat(size - start.length() - end.length()) + end).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] form(String model, byte[] file, boolean modelFirst) {
        byte[] field = ("--XyZ\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + model + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        if (modelFirst) {
            form.writeBytes(field);
        }
        form.writeBytes("--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        if (!modelFirst) {
            form.writeBytes(field);
        }
        form.writeBytes("--XyZ--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }
}
