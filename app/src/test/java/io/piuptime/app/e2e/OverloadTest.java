package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.pressure.Bounds;
import io.piuptime.gateway.pressure.Gauge;
import io.piuptime.gateway.pressure.Resource;
import io.piuptime.gateway.pressure.Watch;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway near its limits: who is served, who has to come again, and that it is itself again afterwards. */
class OverloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Bounds BOUNDS = new Bounds(0.80, 0.90, 0.96);
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String SMALL = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
    private static final String LARGE =
            "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final int FRAMES = 120;

    @TempDir
    private Path folder;

    private volatile double heap;
    private volatile double files;
    private FakeOpenAi fake;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
        fake.always(asked -> asked.asked().stream() ? steadyStream() : Script.chat("quick"));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void yellow_puts_batches_off_and_nobody_else_until_it_is_green_again() throws Exception {
        try (GatewayUnderTest gateway = gateway("")) {
            assertThat(ask(gateway, "batch").status()).isEqualTo(200);

            heap = 0.85;
            awaitPressure(gateway, "yellow: short of memory");

            Reply refused = ask(gateway, "batch");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("\"code\":\"overloaded\"", "takes no batch work");
            assertThat(refused.header("retry-after"))
                    .hasValueSatisfying(
                            after -> assertThat(Integer.parseInt(after)).isBetween(1, 3));
            for (String priority : List.of("standard", "interactive", "critical")) {
                assertThat(ask(gateway, priority).status()).as(priority).isEqualTo(200);
            }
            assertThat(gateway.meter("piup_pressure_level")).isEqualTo(1);
            assertThat(shed(gateway, "batch")).isEqualTo(1);

            heap = 0;
            awaitPressure(gateway, "ok");
            assertThat(ask(gateway, "batch").status()).isEqualTo(200);
            assertThat(gateway.meter("piup_pressure_level")).isZero();
        }
    }

    @Test
    void red_lets_one_caller_have_as_much_as_before_and_no_more() throws Exception {
        List<RawHttp> callers = new ArrayList<>();
        try (GatewayUnderTest gateway = gateway("")) {
            for (int i = 0; i < 3; i++) {
                callers.add(RawHttp.connect(gateway.port(), PATIENCE).send(post(gateway, ASK_STREAM)));
            }
            gateway.awaitInFlight(3);
            heap = 0.93;
            awaitPressure(gateway, "red: short of memory");

            Reply refused = ask(gateway, "standard");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("no more than 3 at once of this key");
            assertThat(ask(gateway, "interactive").status()).isEqualTo(200);
            assertThat(shed(gateway, "fair-share")).isEqualTo(1);
            for (RawHttp caller : callers) {
                assertWhole(caller.reply().orElseThrow());
            }
            gateway.awaitInFlight(0);
            assertThat(ask(gateway, "standard").status()).isEqualTo(200);
        } finally {
            callers.forEach(RawHttp::close);
        }
    }

    @Test
    void streams_that_run_are_whole_whatever_the_level_and_every_record_is_kept() throws Exception {
        try (GatewayUnderTest gateway = gateway("");
                RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(post(gateway, ASK_STREAM));
            gateway.awaitInFlight(1);
            heap = 0.99;
            awaitPressure(gateway, "black: short of memory");

            Reply refused = ask(gateway, "interactive");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("takes nothing new");
            assertThat(refused.header("connection")).contains("close");
            assertThat(gateway.admin("/metrics").statusCode()).isEqualTo(200);
            assertThat(gateway.admin("/admin/v1/keys").statusCode()).isEqualTo(200);
            assertThat(gateway.admin("/health/ready").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);

            Reply reply = caller.reply().orElseThrow();
            assertWhole(reply);
            assertThat(caller.isClosedByPeer()).isTrue();
            assertThat(shed(gateway, "stream")).isZero();
            assertThat(gateway.records()).hasSize(2);
            assertThat(gateway.meter("piup_access_events_dropped_total")).isEqualTo(2);

            heap = 0;
            awaitPressure(gateway, "ok");
            assertThat(ask(gateway, "batch").status()).isEqualTo(200);
        }
    }

    @Test
    void without_memory_the_answer_that_is_read_too_slowly_is_given_up_and_no_other() throws Exception {
        try (GatewayUnderTest gateway = gateway("");
                RawHttp reader = RawHttp.connect(gateway.port(), PATIENCE);
                RawHttp sleeper = RawHttp.connect(gateway.port(), PATIENCE)) {
            fake.next(longStream());
            sleeper.send(post(gateway, ASK_STREAM));
            Await.until("bytes held", PATIENCE, () -> gateway.meter("piup_buffered_bytes") > 0);
            reader.send(post(gateway, ASK_STREAM));
            gateway.awaitInFlight(2);
            heap = 0.99;

            Await.until("one is given up", PATIENCE, () -> shed(gateway, "stream") == 1);
            gateway.awaitInFlight(1);
            Await.until("its bytes are free", PATIENCE, () -> gateway.meter("piup_buffered_bytes") == 0);
            assertWhole(reader.reply().orElseThrow());
            assertThat(shed(gateway, "stream")).isEqualTo(1);
            assertThat(gateway.records())
                    .filteredOn(record -> record.contains("\"ending\":\"broken\""))
                    .singleElement()
                    .satisfies(record -> assertThat(record).contains("overloaded"));
        }
    }

    @Test
    void without_files_idle_connections_are_closed_and_new_ones_not_kept() throws Exception {
        try (GatewayUnderTest gateway = gateway("");
                RawHttp idle = RawHttp.connect(gateway.port(), PATIENCE)) {
            idle.send(post(gateway, ASK));
            assertThat(idle.reply()).isPresent();

            files = 0.97;
            awaitPressure(gateway, "black: short of files and connections");

            assertThat(idle.isClosedByPeer()).isTrue();
            try (RawHttp late = RawHttp.connect(gateway.port(), PATIENCE)) {
                assertThat(late.isClosedByPeer()).isTrue();
            }
            assertThat(shed(gateway, "connection")).isPositive();
            assertThat(gateway.admin("/admin/v1/keys").statusCode()).isEqualTo(200);

            files = 0;
            awaitPressure(gateway, "ok");
            assertThat(ask(gateway, "standard").status()).isEqualTo(200);
        }
    }

    @Test
    void a_model_that_takes_its_share_leaves_the_others_theirs() throws Exception {
        String limits = "limits: {exchanges: 10, exchanges-per-model: 2}\n";
        String models = """
                providers:
                  upstream: {base-url: "%s"}
                models:
                  slow: {targets: [{provider: upstream}]}
                  m: {targets: [{provider: upstream}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl());
        String slow = ASK_STREAM.replace("\"m\"", "\"slow\"");
        try (GatewayUnderTest gateway = start(models + limits);
                RawHttp one = RawHttp.connect(gateway.port(), PATIENCE);
                RawHttp other = RawHttp.connect(gateway.port(), PATIENCE)) {
            one.send(post(gateway, slow));
            other.send(post(gateway, slow));
            fake.awaitRequests(2, PATIENCE);

            var refused = gateway.post(CHAT, slow);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"model_overloaded\"", "'slow' has 2 exchanges");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
            assertThat(shed(gateway, "model")).isEqualTo(1);

            one.reset();
            assertWhole(other.reply().orElseThrow());
            gateway.awaitInFlight(0);
            assertThat(gateway.post(CHAT, slow.replace("true", "false")).statusCode())
                    .isEqualTo(200);
        }
    }

    private GatewayUnderTest gateway(String more) throws IOException {
        return start(GatewayUnderTest.passingTo(fake.baseUrl()) + more);
    }

    private GatewayUnderTest start(String yaml) throws IOException {
        List<Watch> watches = List.of(
                new Gauge(Resource.HEAP, _ -> heap, BOUNDS, Duration.ZERO),
                new Gauge(Resource.DESCRIPTORS, _ -> files, BOUNDS, Duration.ZERO));
        return GatewayUnderTest.start(folder, yaml, Map.of(), watches);
    }

    private static void awaitPressure(GatewayUnderTest gateway, String text) {
        Await.until(
                () -> text + ": " + dependencies(gateway),
                PATIENCE,
                () -> dependencies(gateway).contains("\"pressure\":\"" + text + "\""));
    }

    private static String dependencies(GatewayUnderTest gateway) {
        try {
            return gateway.admin("/health/deps").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking", e);
        }
    }

    private static double shed(GatewayUnderTest gateway, String reason) {
        return gateway.meter("piup_shed_total{reason=\"" + reason + "\"}");
    }

    private static Reply ask(GatewayUnderTest gateway, String priority) throws IOException {
        try (RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            return caller.send(post(gateway, ASK, new Header("x-piup-priority", priority)))
                    .reply()
                    .orElseThrow();
        }
    }

    private static String post(GatewayUnderTest gateway, String body, Header... more) throws IOException {
        List<Header> headers = new ArrayList<>(List.of(more));
        headers.add(new Header("Authorization", "Bearer " + gateway.key()));
        return RawHttp.post(CHAT, body, headers.toArray(Header[]::new));
    }

    private static void assertWhole(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isTrue();
        assertThat(reply.text()).endsWith(DONE);
        assertThat(reply.text().split("\n\n")).hasSize(FRAMES + 1);
    }

    /** Three seconds of small events: it runs while levels change. */
    private static Script steadyStream() {
        return stream(Duration.ofMillis(25), SMALL);
    }

    /** More than a connection takes of which nobody reads. */
    private static Script longStream() {
        return stream(Duration.ZERO, LARGE);
    }

    private static Script stream(Duration gap, String frame) {
        List<String> frames = new ArrayList<>(Collections.nCopies(FRAMES, frame));
        frames.add(DONE);
        return Script.stream(gap, frames.toArray(String[]::new));
    }
}
