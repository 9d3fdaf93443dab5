package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller sees when a stream goes wrong after its first token and nothing is set to save it. */
@Timeout(60)
final class InsideStreamTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"fb-s08", "fb-s14", "fb-s09", "wall-tool-cut"})
    void a_stream_that_ends_too_early_is_told_so_and_never_looks_whole(String model) throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "timers: {between-events: 500ms}", model, "fb-ok-noprefill")) {
            long begin = System.nanoTime();
            HttpResponse<String> reply = walled.askStream();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body())
                    .contains("\"error\":{")
                    .containsPattern("upstream_stream_interrupted|stream_idle_timeout")
                    .doesNotContain("[DONE]")
                    .doesNotContain("\"finish_reason\":\"")
                    .doesNotContain("prefill");
            assertThat(walled.asked()).containsExactly(model);
            assertThat(walled.record()).contains("\"ending\":\"broken\"");
        }
    }

    @Test
    void the_gateway_serves_others_while_a_stream_stalls() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "timers: {between-events: 10s}", "fb-s09");
                RawHttp caller = RawHttp.connect(walled.gateway().port(), PATIENCE)) {
            caller.send(stream(walled.gateway()));
            Await.until("asked", PATIENCE, () -> walled.asked().size() == 1);

            assertThat(walled.gateway().get("/v1/models").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_malformed_event_is_dropped_and_the_stream_goes_on() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s10", Walled.WELL)) {
            HttpResponse<String> reply = walled.askStream();

            assertThat(reply.body())
                    .contains(" whole.")
                    .doesNotContain("spoiled")
                    .endsWith("data: [DONE]\n\n");
            assertThat(walled.asked()).containsExactly("fb-s10");
        }
    }

    @Test
    void a_done_that_was_forgotten_is_added_and_the_usage_is_kept() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s11", Walled.WELL)) {
            long begin = System.nanoTime();
            HttpResponse<String> reply = walled.askStream();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            assertThat(reply.body()).contains(" whole.").endsWith("data: [DONE]\n\n");
            assertThat(walled.record()).contains("\"ending\":\"complete\"", "\"tokensSource\":\"reported\"");
        }
    }

    @Test
    void the_target_that_answered_is_the_one_that_is_reported_and_paid() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s16", Walled.WELL)) {
            HttpResponse<String> reply = walled.askStream();

            assertThat(reply.headers().firstValue("x-piup-target")).contains("p1/fb-ok");
            assertThat(walled.gateway().records()).hasSize(1);
            assertThat(walled.record())
                    .contains("\"outputTokens\":60", "fb-ok", "\"ending\":\"complete\"")
                    .contains("\"attempts\":3");
        }
    }

    @Test
    void a_stream_that_dribbles_ends_at_the_latest_with_its_time() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "timers: {total: 2500ms}", "wall-dribble")) {
            long begin = System.nanoTime();
            HttpResponse<String> reply = walled.askStream();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(2400), Duration.ofSeconds(5));
            assertThat(reply.body()).contains("total_timeout").doesNotContain("[DONE]");
        }
    }

    @Test
    void a_line_without_end_is_cut_and_another_target_answers() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-endless-line", Walled.WELL)) {
            HttpResponse<String> reply = walled.askStream();

            assertThat(reply.body()).contains(" whole.").doesNotContain("xxxx").endsWith("data: [DONE]\n\n");
            assertThat(reply.headers().firstValue("x-piup-fallback-reason")).contains("garbage");
        }
    }

    @Test
    void counts_that_nobody_can_mean_are_never_billed() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-odd-usage")) {
            assertThat(walled.askStream().body()).endsWith("data: [DONE]\n\n");
            String record = walled.record();

            assertThat(record).contains("\"ending\":\"complete\"").doesNotContain("-5");
            assertThat(record.replaceAll(".*\"outputTokens\":(\\d+).*", "$1")).hasSizeLessThan(6);
        }
    }

    @Test
    void a_limit_that_is_reached_inside_a_stream_is_told_once_and_nobody_spins() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-rate-inside", Walled.WELL)) {
            HttpResponse<String> reply = walled.askStream();

            assertThat(reply.body()).contains("rate_limit_exceeded").doesNotContain("[DONE]");
            assertThat(reply.body().split("\"error\"", -1)).hasSize(2);
            assertThat(walled.asked()).containsExactly("wall-rate-inside");
            walled.gateway().awaitQuiet();
        }
    }

    @Test
    void what_comes_after_the_end_reaches_nobody() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-after-end")) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> reply = walled.askStream();

                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.body())
                        .contains(" whole.")
                        .doesNotContain("words after the end")
                        .doesNotContain("words of somebody else")
                        .endsWith("data: [DONE]\n\n");
            }
        }
    }

    @Test
    void a_target_that_goes_on_after_its_caller_left_is_stopped_at_once() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-dribble");
                RawHttp caller = RawHttp.connect(walled.gateway().port(), PATIENCE)) {
            caller.send(stream(walled.gateway()));
            Await.until("asked", PATIENCE, () -> walled.asked().size() == 1);
            Await.until("open", PATIENCE, () -> walled.wall().openConnections() == 1);

            caller.reset();

            Await.until(
                    "hung up at the wall",
                    Duration.ofSeconds(2),
                    () -> walled.wall().openConnections() == 0);
            walled.gateway().awaitQuiet();
        }
    }

    private static String stream(GatewayUnderTest gateway) throws Exception {
        return RawHttp.post(
                Walled.PATH,
                "{\"model\":\"m\",\"stream\":true,\"messages\":[]}",
                new Header("Authorization", "Bearer " + gateway.key()));
    }
}
