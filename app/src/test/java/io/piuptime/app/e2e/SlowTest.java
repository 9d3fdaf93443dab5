package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who send or read slowly, and providers with no connection left: bounded in time and in memory. */
class SlowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CHAT = "/v1/chat/completions";
    private static final String FORMS = "/v1/audio/transcriptions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String FRAME =
            "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}\n\n";
    private static final int FRAMES = 600;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void a_head_that_does_not_end_is_a_408() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {head-time: 300ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nX-");
            assertThat(caller.reply()).hasValueSatisfying(SlowTest::tellsOfTime);
            assertThat(caller.isClosedByPeer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PRI", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"})
    void a_connection_that_says_too_little_to_be_answered_is_closed(String said) throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {head-time: 300ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(said);
            assertThat(caller.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_later_head_on_a_kept_connection_has_its_time_as_well() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {head-time: 300ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(RawHttp.post(CHAT, ASK, new Header("Authorization", "Bearer " + gateway.key())));
            assertThat(caller.reply())
                    .hasValueSatisfying(reply -> assertThat(reply.status()).isEqualTo(200));
            Await.elapsed(Duration.ofMillis(500));
            caller.send("POST /v1/chat/comp");
            assertThat(caller.reply()).hasValueSatisfying(SlowTest::tellsOfTime);
        }
    }

    @Test
    void a_connection_without_a_request_is_closed_after_its_time() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {idle-time: 300ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(RawHttp.post(CHAT, ASK, new Header("Authorization", "Bearer " + gateway.key())));
            assertThat(caller.reply()).isPresent();
            assertThat(caller.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_body_that_stops_is_a_408_and_nothing_is_sent_on() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {body-grace: 300ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(head(gateway, CHAT, "application/json", 1000) + "{\"model\":");
            assertThat(caller.reply()).hasValueSatisfying(SlowTest::tellsOfTime);
            assertThat(caller.isClosedByPeer()).isTrue();
            assertThat(fake.requests()).isEmpty();
            gateway.awaitQuiet();
        }
    }

    @Test
    void a_body_that_keeps_dripping_is_a_408_when_its_time_is_over() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {body-time: 400ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(head(gateway, CHAT, "application/json", 1_000_000));
            caller.sendSlowly(new byte[3_000], 100, Duration.ofMillis(20));
            assertThat(caller.reply()).hasValueSatisfying(SlowTest::tellsOfTime);
        }
    }

    @Test
    void a_form_that_stops_is_a_408_and_never_whole_upstream() throws Exception {
        try (GatewayUnderTest gateway = gateway("limits: {body-grace: 300ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(head(gateway, FORMS, "multipart/form-data; boundary=XyZ", 1_000_000)
                    + "--XyZ\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--XyZ\r\n");
            assertThat(caller.reply()).hasValueSatisfying(SlowTest::tellsOfTime);
            Received sent = fake.awaitRequests(1, PATIENCE).getFirst();
            assertThat(sent.awaitClosed(PATIENCE)).isTrue();
            assertThat(sent.isComplete()).isFalse();
            gateway.awaitQuiet();
        }
    }

    @Test
    void a_caller_who_does_not_read_stops_the_provider_and_is_cut() throws Exception {
        fake.next(longStream());
        try (GatewayUnderTest gateway = gateway("timers: {caller-stall: 700ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(post(gateway));
            Received sent = fake.awaitRequests(1, PATIENCE).getFirst();
            assertThat(sent.awaitClosed(PATIENCE)).isTrue();
            gateway.awaitQuiet();
            String record = gateway.records().getFirst();
            assertThat(record).contains("\"ending\":\"broken\"", "request_timeout");
            assertThat(Long.parseLong(record.replaceAll(".*\"replyBytes\":(\\d+).*", "$1")))
                    .as("what was taken from the provider")
                    .isBetween((long) FRAME.length(), (long) FRAME.length() * FRAMES / 2);
        }
    }

    @Test
    void callers_who_do_not_read_share_a_bound_and_others_are_served() throws Exception {
        int idle = 12;
        fake.always(asked -> asked.asked().stream() ? longStream() : Script.chat("quick"));
        List<RawHttp> callers = new ArrayList<>();
        try (GatewayUnderTest gateway = gateway("limits: {buffers: 1MiB, stream-buffer: 256KiB}")) {
            for (int i = 0; i < idle; i++) {
                callers.add(RawHttp.connect(gateway.port(), PATIENCE).send(post(gateway)));
            }
            fake.awaitRequests(idle, PATIENCE);
            Await.until("bytes held", PATIENCE, () -> gateway.meter("piup_buffered_bytes") > 0);
            for (int look = 0; look < 20; look++) {
                // beyond the bound each stream may add the piece that was being read
                assertThat(gateway.meter("piup_buffered_bytes")).isLessThan((1 << 20) + idle * (128 << 10));
                assertThat(gateway.post(CHAT, ASK).statusCode()).isIn(200, 503);
            }
            callers.forEach(RawHttp::reset);
            gateway.awaitQuiet();
            HttpResponse<String> afterwards = gateway.post(CHAT, ASK);
            assertThat(afterwards.statusCode()).as(afterwards.body()).isEqualTo(200);
        } finally {
            callers.forEach(RawHttp::close);
        }
    }

    @Test
    void a_caller_who_reads_late_gets_everything() throws Exception {
        fake.next(longStream());
        try (GatewayUnderTest gateway = gateway("timers: {between-events: 400ms, heartbeat: 100ms}");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(post(gateway));
            Await.until("bytes held", PATIENCE, () -> gateway.meter("piup_buffered_bytes") > 0);
            assertThat(fake.last().awaitAnswered(Duration.ofMillis(600)))
                    .as("all was taken although nobody read")
                    .isFalse();
            Reply reply = caller.reply().orElseThrow();
            assertThat(reply.whole()).isTrue();
            assertThat(reply.body().bytes())
                    .isEqualTo((FRAME.repeat(FRAMES - 1) + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_full_pool_with_a_full_queue_is_a_503_that_says_when_to_come_again() throws Exception {
        fake.always(_ -> Script.silence());
        List<RawHttp> callers = new ArrayList<>();
        String yaml = """
                providers:
                  upstream: {base-url: "%s", pool: 1, waiting: 1}
                models:
                  m: {targets: [{provider: upstream}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl());
        int most = 2 * Runtime.getRuntime().availableProcessors();
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
            for (int i = 0; i < most + 6; i++) {
                callers.add(RawHttp.connect(gateway.port(), PATIENCE).send(post(gateway)));
            }
            Await.until("refusals", PATIENCE, () -> gateway.meter("piup_exchanges_in_flight") <= most);
            fake.always(_ -> Script.chat("at last"));
            fake.dropConnections();
            int refused = 0;
            for (RawHttp caller : callers) {
                Reply reply = caller.reply().orElseThrow();
                if (reply.status() == 503) {
                    refused++;
                    assertThat(reply.header("retry-after")).contains("1");
                    assertThat(reply.text()).contains("queue for them is full");
                }
            }
            assertThat(refused).isGreaterThanOrEqualTo(6);
            gateway.awaitQuiet();
            HttpResponse<String> afterwards = gateway.post(CHAT, ASK);
            assertThat(afterwards.statusCode()).as(afterwards.body()).isEqualTo(200);
        } finally {
            callers.forEach(RawHttp::close);
        }
    }

    private static void tellsOfTime(Reply reply) {
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.text()).contains("\"error\":{", "timeout");
    }

    private static Script longStream() {
        List<String> frames = new ArrayList<>(Collections.nCopies(FRAMES - 1, FRAME));
        frames.add("data: [DONE]\n\n");
        return Script.stream(Duration.ZERO, frames.toArray(String[]::new));
    }

    private GatewayUnderTest gateway(String more) throws IOException {
        return GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()) + more + "\n");
    }

    private static String head(GatewayUnderTest gateway, String path, String type, int length) throws IOException {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.key()
                + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String post(GatewayUnderTest gateway) throws IOException {
        return RawHttp.post(CHAT, ASK_STREAM, new Header("Authorization", "Bearer " + gateway.key()));
    }
}
