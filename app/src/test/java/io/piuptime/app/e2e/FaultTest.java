package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fault.FaultProxy;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an exchange when its provider, its network or its caller fails. */
class FaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String PATH = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private FaultProxy proxy;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
        proxy = FaultProxy.to(fake.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        fake.close();
    }

    @Test
    void a_refused_connection_is_a_502() throws Exception {
        proxy.down();
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(gateway.post(PATH, ASK)).satisfies(reply -> says(reply, 502, "upstream_refused"));
        }
    }

    @Test
    void a_black_hole_is_a_504_when_the_connection_has_taken_too_long() throws Exception {
        fake.next(Script.silence());
        try (GatewayUnderTest gateway = gateway("timers: {total: 400ms}")) {
            assertThat(gateway.post(PATH, ASK)).satisfies(reply -> says(reply, 504, "total_timeout"));
        }
    }

    @Test
    void a_stream_without_a_first_token_is_a_504() throws Exception {
        fake.next(Script.stallAfterHead(Script.chat("never")));
        try (GatewayUnderTest gateway = gateway("timers: {first-token: 300ms}")) {
            assertThat(gateway.post(PATH, ASK_STREAM)).satisfies(reply -> says(reply, 504, "first_token_timeout"));
        }
    }

    @Test
    void a_stream_that_stalls_is_told_inside_the_stream() throws Exception {
        fake.next(Script.stallAfter(Script.chat("one", "two", "three"), 3));
        try (GatewayUnderTest gateway = gateway("timers: {between-events: 300ms}")) {
            HttpResponse<String> reply = gateway.post(PATH, ASK_STREAM);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("one", "stream_idle_timeout").doesNotContain("[DONE]");
        }
    }

    @Test
    void a_silent_stream_is_kept_alive_and_later_failures_are_told_inside_it() throws Exception {
        Script error = Script.error(500, "server_error", "too late");
        fake.next(Script.late(error, Duration.ofMillis(700)), error, error);
        try (GatewayUnderTest gateway = gateway("timers: {heartbeat: 200ms}")) {
            HttpResponse<String> reply = gateway.post(PATH, ASK_STREAM);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).startsWith(": piup").contains("error").doesNotContain("[DONE]");
        }
    }

    @Test
    void where_no_target_is_well_the_answer_says_that_one_was_asked_all_the_same() throws Exception {
        try (GatewayUnderTest gateway = gateway("")) {
            fake.next(Script.error(401, "invalid_api_key", "no"), Script.answer(200, "{}"));
            HttpResponse<String> before = gateway.post(PATH, ASK);
            assertThat(before.headers().firstValue("x-piup-degraded")).isEmpty();

            HttpResponse<String> reply = gateway.post(PATH, ASK);

            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("x-piup-degraded")).contains("panic");
            assertThat(gateway.records())
                    .anyMatch(line -> line.contains("\"trail\":\"panic\""))
                    .hasSize(2);
        }
    }

    @Test
    void garbage_is_a_502() throws Exception {
        fake.next(Script.garbage(), Script.garbage());
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(gateway.post(PATH, ASK).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void a_reply_that_is_no_json_is_a_502() throws Exception {
        fake.next(Script.answer(200, "{\"choices\":["), Script.answer(200, "{\"choices\":["));
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(gateway.post(PATH, ASK)).satisfies(reply -> says(reply, 502, "upstream_garbage"));
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        fake.next(Script.redirect("http://127.0.0.1:1/elsewhere"));
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(gateway.post(PATH, ASK)).satisfies(reply -> says(reply, 502, "upstream_redirect"));
            assertThat(fake.requests()).hasSize(1);
        }
    }

    @Test
    void a_providers_error_reaches_the_caller_as_it_is() throws Exception {
        fake.next(Script.error(429, "rate_limit_error", "Too many", new Header("retry-after", "30")));
        try (GatewayUnderTest gateway = gateway("")) {
            HttpResponse<String> reply = gateway.post(PATH, ASK);
            assertThat(reply.statusCode()).isEqualTo(429);
            assertThat(reply.body()).contains("Too many");
            assertThat(reply.headers().firstValue("retry-after")).contains("30");
        }
    }

    @Test
    void a_providers_key_that_it_repeats_never_reaches_the_caller() throws Exception {
        String key = "sk-upstream-0123456789";
        fake.next(
                Script.error(400, "invalid_request_error", "Wrong key " + key, new Header("x-echo", "key=" + key)),
                Script.chat("your key is " + key));
        try (GatewayUnderTest gateway = gateway("")) {
            HttpResponse<String> refused = gateway.post(PATH, ASK);
            assertThat(refused.body()).contains("Wrong key").doesNotContain(key);
            assertThat(refused.headers().firstValue("x-echo")).contains("key=***");
            assertThat(gateway.post(PATH, ASK_STREAM).body())
                    .contains("your key is")
                    .doesNotContain(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/mpeg", "application/json"})
    void a_providers_key_never_reaches_the_caller_in_bytes_that_pass_through(String type) throws Exception {
        String key = "sk-upstream-0123456789";
        int piece = 64 << 10;
        // the first key lies across the border of two pieces
        String body = "[\"" + "x".repeat(32 * piece - 10) + key + "y" + key + "\"]";
        List<Header> headers = List.of(new Header("content-type", type));
        fake.next(Script.chunked(headers, body.getBytes(StandardCharsets.US_ASCII), piece, Duration.ofMillis(2)));
        try (GatewayUnderTest gateway = gateway("")) {
            HttpResponse<String> reply = gateway.post("/v1/audio/speech", "{\"model\":\"m\",\"input\":\"x\"}");
            assertThat(reply.body().equals(body.replace(key, "*".repeat(key.length()))))
                    .isTrue();
        }
    }

    @Test
    void a_stale_pooled_connection_is_tried_once_more_in_silence() throws Exception {
        fake.next(Script.stale(Script.chat("first")), Script.chat("second"));
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(gateway.post(PATH, ASK).statusCode()).isEqualTo(200);
            HttpResponse<String> reply = gateway.post(PATH, ASK);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("x-piup-attempts")).contains("1");
            assertThat(fake.staleClosed()).isPositive();
        }
    }

    @Test
    void another_target_answers_when_the_first_is_gone() throws Exception {
        String yaml = """
                providers:
                  gone: {base-url: "http://127.0.0.1:%d/v1"}
                  upstream: {base-url: "%s"}
                models:
                  m: {targets: [{provider: gone}, {provider: upstream}]}
                drain: {lag: 0s}
                """.formatted(proxy.port(), fake.baseUrl());
        proxy.down();
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
            HttpResponse<String> reply = gateway.post(PATH, ASK);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("x-piup-target")).contains("upstream/m");
            assertThat(reply.headers().firstValue("x-piup-attempts")).contains("2");
        }
    }

    @Test
    void another_target_answers_when_a_stream_begins_with_an_error() throws Exception {
        String yaml = """
                providers:
                  first: {base-url: "%1$s"}
                  second: {base-url: "%1$s"}
                models:
                  m: {targets: [{provider: first}, {provider: second}]}
                drain: {lag: 0s}
                """.formatted(fake.baseUrl());
        Script busy = Script.stream(
                Duration.ZERO,
                "data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\"}}\n\ndata: [DONE]\n\n");
        fake.next(busy, busy, Script.chat("from the second"));
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
            HttpResponse<String> reply = gateway.post(PATH, ASK_STREAM);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("from the second").endsWith("data: [DONE]\n\n");
            assertThat(reply.headers().firstValue("x-piup-target")).contains("second/m");
        }
    }

    @Test
    void a_caller_who_leaves_while_waiting_ends_the_request_upstream() throws Exception {
        fake.next(Script.silence());
        try (GatewayUnderTest gateway = gateway("");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(post(gateway, ASK));
            fake.awaitRequests(1, PATIENCE);
            assertThat(fake.last().awaitComplete(PATIENCE)).isTrue();
            long left = System.nanoTime();
            caller.reset();
            assertThat(fake.last().awaitClosed(PATIENCE)).isTrue();
            assertThat(Duration.ofNanos(fake.last().closedAtNanos() - left)).isLessThan(Duration.ofMillis(200));
            gateway.awaitQuiet();
            gateway.process().flush();
            assertThat(gateway.admin("/admin/v1/usage").body()).contains("\"ending\":\"abandoned\"", "499");
        }
    }

    @Test
    void a_caller_who_leaves_inside_a_stream_ends_it_upstream() throws Exception {
        fake.next(Script.stallAfter(Script.chat("one", "two", "three"), 3));
        try (GatewayUnderTest gateway = gateway("");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(post(gateway, ASK_STREAM));
            fake.awaitRequests(1, PATIENCE);
            assertThat(fake.last().awaitComplete(PATIENCE)).isTrue();
            caller.reset();
            assertThat(fake.last().awaitClosed(Duration.ofSeconds(2))).isTrue();
        }
    }

    private GatewayUnderTest gateway(String more) throws IOException {
        URI base = URI.create("http://127.0.0.1:" + proxy.port() + "/v1");
        return GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(base) + more + "\n");
    }

    private static String post(GatewayUnderTest gateway, String json) throws IOException {
        return RawHttp.post(PATH, json, new Header("Authorization", "Bearer " + gateway.key()));
    }

    private static void says(HttpResponse<String> reply, int status, String code) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains("\"code\":\"" + code + "\"");
    }
}
