package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are put wherever one can be, then looked for wherever none may be. */
class CanaryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CHAT = "/v1/chat/completions";
    /** Every canary holds this word. */
    private static final String CANARY = "zeisig";

    private static final String PROVIDER_KEY = "sk-prov-" + CANARY + "-0123456789abcdef";
    private static final String WRONG_KEY = "piup_" + CANARY + "wrong0123456789abcdefghijklmnopqrstuvwxyz";
    /** Whom a request is for is kept of it on purpose, in usage alone. */
    private static final String BODY = "{\"model\":\"m\",\"user\":\"finch\",\"metadata\":{\"a\":\"zeisig-meta\"},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"zeisig-body\"}]}";

    private static final String STREAM = BODY.replace("{\"model\"", "{\"stream\":true,\"model\"");
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    /** Files that are there to hold a secret, readable by their owner alone. */
    private static final Set<String> SAFES = Set.of("first-key", "admin-token");

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        Files.writeString(gateway.config(), """
                providers:
                  upstream: {base-url: "%s", api-key: "${UPSTREAM_KEY}"}
                  gone: {base-url: "http://127.0.0.1:1/v1", api-key: "${UPSTREAM_KEY}"}
                models:
                  m: {targets: [{provider: upstream}]}
                  choosy: {targets: [{provider: upstream, when: "int(request.headers['x-number']) > 1"}]}
                  away: {targets: [{provider: gone}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void a_canary_reaches_no_log_no_meter_no_store_and_no_trace() throws Exception {
        Process process = gateway.launch(Map.of("PIUP_LOG", "trace", "UPSTREAM_KEY", PROVIDER_KEY));
        String key = gateway.key();
        exchangeEverythingThatCanGoWrong();
        Await.until("records of all exchanges", PATIENCE, () -> usage().lines().count() > 8);

        List<String> shown = new ArrayList<>(List.of(usage(), gateway.look("/health/deps")));
        for (String path : List.of("/metrics", "/admin/v1/keys", "/admin/v1/snapshot", "/admin/v1/usage?format=csv")) {
            HttpResponse<String> reply = gateway.admin(path);
            assertThat(reply.statusCode()).as(path).isEqualTo(200);
            shown.add(reply.body());
        }
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        shown.add(gateway.log());

        assertThat(gateway.log()).contains("\"level\":\"info\"", "models.choosy.targets[0].when could not be decided");
        assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase(CANARY, key, secretOf(key)));
        List<Path> kept = kept();
        assertThat(kept)
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .contains("access.jsonl", "piup.db");
        for (Path file : kept) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).lines())
                    .as("%s", file)
                    .allSatisfy(line -> assertThat(line).doesNotContainIgnoringCase(CANARY, secretOf(key)));
        }
    }

    @Test
    void a_trace_goes_on_without_what_was_said() throws Exception {
        gateway.launch(Map.of("UPSTREAM_KEY", PROVIDER_KEY));
        gateway.send(gateway.post(CHAT, BODY).header("traceparent", PARENT).build());

        String parent = fake.last().header("traceparent").orElseThrow();
        assertThat(parent)
                .matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01")
                .isNotEqualTo(PARENT);
        String key = gateway.key();
        assertThat(fake.last().headers())
                .noneMatch(
                        header -> header.value().contains(key) || header.value().contains(secretOf(key)));
        assertThat(fake.last().header("authorization")).contains("Bearer " + PROVIDER_KEY);
    }

    @Test
    void a_providers_key_never_comes_back() throws Exception {
        gateway.launch(Map.of("UPSTREAM_KEY", PROVIDER_KEY));
        Header echo = new Header("x-echo", "Bearer " + PROVIDER_KEY);
        Header json = new Header("content-type", "application/json");
        byte[] said = ("{\"choices\":[],\"said\":\"" + PROVIDER_KEY + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] frames = ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + PROVIDER_KEY + "\"}}]}\n\n"
                        + ": " + PROVIDER_KEY
                        + "\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
                .getBytes(StandardCharsets.UTF_8);
        List<Script> replies = new ArrayList<>(List.of(
                Script.answer(200, List.of(json, echo), said),
                Script.gzip(Script.answer(200, List.of(json, echo), said)),
                Script.error(401, "invalid_request_error", "Incorrect API key provided: " + PROVIDER_KEY, echo),
                Script.error(500, "server_error", PROVIDER_KEY, echo),
                Script.errorBeforeContent("server_error", PROVIDER_KEY),
                Script.errorAfterContent("server_error", PROVIDER_KEY, "some")));
        for (int piece : new int[] {1, 7, 64, 4096}) {
            replies.add(Script.chunked(frames, piece, Duration.ZERO));
        }
        for (Script script : replies) {
            fake.next(script);
            boolean whole = script instanceof Script.Answer || script instanceof Script.Zipped;
            HttpResponse<String> reply =
                    gateway.send(gateway.post(CHAT, whole ? BODY : STREAM).build());
            assertThat(reply.body()).as("%s", script).isNotEmpty().doesNotContain(CANARY);
            assertThat(reply.headers().map().toString()).as("%s", script).doesNotContain(CANARY);
        }
        assertThat(fake.scriptsLeft()).isZero();
    }

    private void exchangeEverythingThatCanGoWrong() throws Exception {
        Header echo = new Header("x-zeisig-reply", "zeisig-reply-header");
        fake.next(
                Script.chat("zeisig-answer"),
                Script.chat("zeisig", "-stream"),
                Script.error(400, "zeisig_type", "zeisig-error " + PROVIDER_KEY, echo),
                Script.error(500, "zeisig_type", "zeisig-error", echo),
                Script.answer(200, "{\"zeisig\":"),
                Script.raw("HTTP/1.1 zeisig\r\nzeisig\r\n\r\n".getBytes(StandardCharsets.UTF_8), Ending.FIN),
                Script.redirect("http://zeisig.example/"),
                Script.errorAfterContent("zeisig_type", "zeisig-error", "some"),
                Script.cut(Script.chat("zeisig", "b", "c"), 2, Ending.RST),
                Script.stream(Duration.ZERO, "data: {zeisig\n\n", "zeisig\n\n"));
        for (String json : List.of(BODY, STREAM, BODY, BODY, BODY, BODY, BODY, STREAM, STREAM, STREAM)) {
            said(gateway.post(CHAT + "?zeisig=query", json).header("x-zeisig", "zeisig-header"));
        }
        assertThat(fake.scriptsLeft()).isZero();
        said(gateway.post(CHAT, BODY.replace("\"m\"", "\"away\"")));
        said(gateway.post(CHAT, BODY.replace("\"m\"", "\"choosy\"")).header("x-number", "zeisig"));
        said(gateway.post(CHAT, "{\"model\":\"m\",\"zeisig\":zeisig}"));
        said(gateway.post(CHAT, "{\"model\":\"m\",\"messages\":\"zeisig\",\"stream\":\"zeisig\"}"));
        said(gateway.post("/v1/nothing?zeisig=query", BODY));
        said(gateway.post(CHAT, BODY).setHeader("authorization", "Bearer " + WRONG_KEY));
        said(gateway.post(CHAT, BODY).setHeader("authorization", "zeisig"));
        said(gateway.post(CHAT, BODY).setHeader("traceparent", "zeisig").header("tracestate", "zeisig=zeisig"));
        said(HttpRequest.newBuilder(URI.create(gateway.url("admin") + "/admin/v1/keys?zeisig=1"))
                .header("authorization", "Bearer zeisig-token"));
        for (String bytes : List.of(
                "zeisig\r\n\r\n",
                "POST /zeisig HTTP/9.zeisig\r\n\r\n",
                "POST " + CHAT + " HTTP/1.1\r\nHost: a\r\nzeisig : zeisig\r\n\r\n",
                "POST " + CHAT + " HTTP/1.1\r\nHost: a\r\nContent-Length: zeisig\r\n\r\n",
                "POST " + CHAT + " HTTP/1.1\r\nHost: a\r\nX: " + "zeisig".repeat(20_000) + "\r\n\r\n")) {
            try (RawHttp raw = RawHttp.connect(gateway.port(), PATIENCE)) {
                raw.send(bytes).finish();
                assertThat(raw.isClosedByPeer()).isTrue();
            }
        }
    }

    /** Sends, whatever becomes of it. */
    private void said(HttpRequest.Builder request) throws InterruptedException {
        try {
            gateway.send(request.build());
        } catch (IOException brokenOff) {
            assertThat(brokenOff).isNotNull();
        }
    }

    private String usage() {
        try {
            return gateway.admin("/admin/v1/usage?format=jsonl").body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(gateway.data())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !SAFES.contains(file.getFileName().toString()))
                    .toList();
        }
    }

    /** What of a key is secret: all after its public id. */
    private static String secretOf(String key) {
        return key.substring(key.indexOf('_', "piup_".length()) + 1);
    }
}
