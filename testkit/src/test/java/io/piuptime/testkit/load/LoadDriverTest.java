package io.piuptime.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadDriverTest {
    private static final FakeOpenAi FAKE = FakeOpenAi.start();
    private static final Template JSON = request("");
    private static final Template STREAM = request("\"stream\":true,");

    private final LoadDriver driver = new LoadDriver(System::nanoTime, 1);

    @AfterAll
    static void stop() {
        FAKE.close();
    }

    @BeforeEach
    void forget() {
        FAKE.reset();
    }

    @Test
    void counts_the_replies_that_echo_their_marker() {
        LoadReport report = driver.run(Load.echo(FAKE.port(), JSON), Pace.times(200, 8));

        assertThat(report.errors()).isEmpty();
        assertThat(report.completed()).isEqualTo(200);
        assertThat(report.statuses()).isEqualTo(Map.of(200, 200L));
        assertThat(report.mostOpen()).isBetween(1, 8);
        assertThat(report.total().getTotalCount()).isEqualTo(200);
        assertThat(report.perSecond()).isPositive();
    }

    @Test
    void sends_at_the_rate_of_an_open_loop() {
        LoadReport report = driver.run(Load.echo(FAKE.port(), JSON), Pace.open(400, 32, Duration.ofMillis(500)));

        assertThat(report.errors()).isEmpty();
        assertThat(report.completed()).isBetween(195L, 201L);
    }

    @Test
    void reports_a_delay_of_ten_milliseconds() {
        FAKE.always(one -> Script.late(Script.answer(200, one.text()), Duration.ofMillis(10)));
        LoadReport report = driver.run(Load.echo(FAKE.port(), JSON), Pace.open(200, 32, Duration.ofSeconds(1)));

        assertThat(report.errors()).isEmpty();
        assertThat(LoadReport.micros(report.total(), 50)).isBetween(9_000.0, 30_000.0);
    }

    @Test
    void reports_a_tail_of_five_percent_at_a_hundred_milliseconds() {
        FAKE.always(one -> one.number() % 20 == 19
                ? Script.late(Script.answer(200, one.text()), Duration.ofMillis(100))
                : Script.answer(200, one.text()));
        LoadReport report = driver.run(Load.echo(FAKE.port(), JSON), Pace.open(400, 100, Duration.ofSeconds(1)));

        assertThat(report.errors()).isEmpty();
        assertThat(LoadReport.micros(report.total(), 50)).isLessThan(40_000);
        assertThat(LoadReport.micros(report.total(), 97)).isBetween(98_000.0, 160_000.0);
        double slow = report.total().getCountBetweenValues(90_000_000, 400_000_000) / (double) report.completed();
        assertThat(slow).isBetween(0.045, 0.2);
    }

    @Test
    void counts_a_stall_against_every_request_that_would_have_met_it() {
        FAKE.always(one -> one.number() == 20
                ? Script.late(Script.answer(200, one.text()), Duration.ofMillis(300))
                : Script.answer(200, one.text()));
        LoadReport report = driver.run(Load.echo(FAKE.port(), JSON), Pace.open(100, 1, Duration.ofSeconds(1)));

        // Thirty requests fall due while the only connection waits; a closed loop would have seen one.
        long late = report.total()
                .getCountBetweenValues(50_000_000, Duration.ofMinutes(1).toNanos());
        assertThat(late).isGreaterThan(15);
    }

    @Test
    void times_the_events_of_streams() {
        FAKE.always(one -> new Script.Chat(
                List.of("a", "b", "c", "d"), Optional.empty(), "stop", Optional.empty(), Duration.ofMillis(20)));
        Load load =
                new Load(FAKE.port(), STREAM, Set.of(200), Optional.of(m -> fourTokens()), 7, Duration.ofSeconds(5));
        LoadReport report = driver.run(load, Pace.once(20));

        assertThat(report.errors()).isEmpty();
        assertThat(report.frames()).isEqualTo(20 * 7);
        assertThat(LoadReport.micros(report.gap(), 50)).isBetween(10_000.0, 60_000.0);
        // The first token comes one gap after the role, four gaps before the end.
        double first = LoadReport.micros(report.first(), 50);
        assertThat(first).isGreaterThan(18_000.0).isLessThan(LoadReport.micros(report.total(), 50) - 50_000.0);
        assertThat(LoadReport.micros(report.total(), 50)).isGreaterThan(110_000.0);
    }

    @Test
    void holds_two_thousand_streams_at_once() {
        FAKE.always(one -> new Script.Stream(
                200,
                List.of(new Header("content-type", "text/event-stream")),
                Collections.nCopies(5, Buffer.buffer("data: {\"content\":\"a\"}\n\n")),
                Duration.ofMillis(400),
                0));
        Load load = Load.exact(
                        FAKE.port(),
                        STREAM,
                        marker -> "data: {\"content\":\"a\"}\n\n".repeat(5).getBytes(UTF_8))
                .streaming(5);
        LoadReport report = driver.run(load, Pace.once(2_000));

        assertThat(report.errors()).isEmpty();
        assertThat(report.completed()).isEqualTo(2_000);
        assertThat(report.mostOpen()).isEqualTo(2_000);
    }

    @Test
    void names_the_kind_of_every_error() {
        FAKE.next(
                Script.answer(500, "{}"),
                Script.answer(200, "not the marker"),
                Script.dropped(Ending.FIN),
                Script.cutAtByte(Script.answer(200, "{\"a\":1}"), 3, Ending.RST),
                Script.garbage(),
                Script.silence());
        Load load = new Load(FAKE.port(), JSON, Set.of(200), Optional.empty(), 0, Duration.ofMillis(200));
        LoadReport report = driver.run(load, Pace.times(7, 1));

        assertThat(report.errors())
                .containsEntry("status", 1L)
                .containsEntry("marker", 1L)
                .containsEntry("timeout", 1L)
                .satisfies(errors -> assertThat(errors.getOrDefault("closed", 0L) + errors.getOrDefault("garbage", 0L))
                        .isEqualTo(3));
        assertThat(report.completed()).isEqualTo(1);
        assertThat(report.errorCount()).isEqualTo(6);
    }

    @Test
    void sees_a_lost_frame_and_a_changed_byte() {
        FAKE.next(
                Script.stream(Duration.ZERO, "data: 1\n\n"),
                Script.stream(Duration.ZERO, "data: 1\n\n", "data: 3\n\n"));
        Load load = Load.exact(FAKE.port(), STREAM, marker -> "data: 1\n\ndata: 2\n\n".getBytes(UTF_8))
                .streaming(2);

        assertThat(driver.run(load, Pace.times(2, 1)).errors()).isEqualTo(Map.of("frames", 1L, "bytes", 1L));
    }

    @Test
    void accepts_refusals_where_they_are_no_error() {
        FAKE.next(Script.answer(503, "{}"));
        Load load = new Load(FAKE.port(), JSON, Set.of(200, 503), Optional.empty(), 0, Duration.ofSeconds(5));
        LoadReport report = driver.run(load, Pace.times(2, 1));

        assertThat(report.errors()).isEmpty();
        assertThat(report.statuses()).isEqualTo(Map.of(200, 1L, 503, 1L));
    }

    @Test
    void counts_refused_connections() {
        int nobody = FAKE.port() == 1 ? 2 : 1;
        LoadReport report = driver.run(Load.echo(nobody, JSON), Pace.times(3, 1));

        assertThat(report.errors()).isEqualTo(Map.of("connect", 3L));
    }

    @Test
    void sends_large_bodies_from_one_shared_array() {
        byte[] tail = new byte[4 << 20];
        Arrays.fill(tail, (byte) 'x');
        Template large = Template.post("/v1/audio/transcriptions", "x-marker: " + Template.MARKER + "\r\n", "", tail);
        LoadReport report = driver.run(Load.echo(FAKE.port(), large), Pace.once(4));

        assertThat(report.errors()).isEmpty();
        assertThat(FAKE.requests()).hasSize(4).allMatch(one -> one.bodyLength() == tail.length);
    }

    private static Template request(String stream) {
        String body = "{\"model\":\"m\"," + stream + "\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER
                + "\"}]}";
        return Template.post("/v1/chat/completions", "", body, new byte[0]);
    }

    private static byte[] fourTokens() {
        StringBuilder all = new StringBuilder();
        String[] deltas = {
            "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
            "{\"content\":\"a\"}",
            "{\"content\":\"b\"}",
            "{\"content\":\"c\"}",
            "{\"content\":\"d\"}",
            "{}"
        };
        for (int i = 0; i < deltas.length; i++) {
            all.append("data: {\"id\":\"chatcmpl-fake\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                            + "\"model\":\"m\",\"system_fingerprint\":\"fp_fake\",\"choices\":[{\"index\":0,\"delta\":")
                    .append(deltas[i])
                    .append(",\"logprobs\":null,\"finish_reason\":")
                    .append(i == deltas.length - 1 ? "\"stop\"" : "null")
                    .append("}]}\n\n");
        }
        return all.append("data: [DONE]\n\n").toString().getBytes(UTF_8);
    }
}
