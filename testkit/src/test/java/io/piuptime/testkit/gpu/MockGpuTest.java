package io.piuptime.testkit.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class MockGpuTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Template ASK = Template.post(
            "/v1/chat/completions",
            "",
            "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER + "\"}]}",
            new byte[0]);

    /** An answer of 40 ms. */
    private final MockGpu gpu =
            MockGpu.start(new Speed(2, Duration.ofMillis(10), 4, Duration.ofMillis(10), 0), EngineWords.VLLM, 1);

    @AfterEach
    void close() {
        gpu.close();
    }

    @Test
    void streams_an_answer_that_says_what_was_said() {
        LoadReport report = play(Pace.times(1, 1));
        assertThat(report.errors()).isEmpty();
        assertThat(report.completed()).isEqualTo(1);
        assertThat(LoadReport.micros(report.first(), 100)).isGreaterThanOrEqualTo(9_990);
        assertThat(LoadReport.micros(report.total(), 100)).isGreaterThanOrEqualTo(39_900);
    }

    @Test
    void serves_no_faster_than_its_places_allow() {
        LoadReport report = play(Pace.times(20, 20));
        assertThat(report.errors()).isEmpty();
        assertThat(report.elapsed()).as("ten times two").isBetween(Duration.ofMillis(399), Duration.ofSeconds(5));
        assertThat(metrics())
                .contains("vllm:request_success_total{engine=\"0\",finished_reason=\"stop\","
                        + "model_name=\"mock\"} 20.0\n");
    }

    @Test
    void a_caller_that_goes_gives_its_place_to_the_next() {
        try (MockGpu slow =
                MockGpu.start(new Speed(1, Duration.ofMinutes(1), 1, Duration.ZERO, 0), EngineWords.LLAMA_CPP, 1)) {
            RawHttp working = ask(slow, 1, 0);
            RawHttp waiting = ask(slow, 1, 1);
            RawHttp last = ask(slow, 1, 2);
            waiting.close();
            awaitLoad(slow, 1, 1);
            working.close();
            awaitLoad(slow, 1, 0);
            last.close();
            awaitLoad(slow, 0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VLLM, vllm:num_requests_running, vllm:num_requests_waiting",
        "SGLANG, sglang:num_running_reqs, sglang:num_queue_reqs",
        "TGI, tgi_batch_current_size, tgi_queue_size",
        "LLAMA_CPP, llamacpp:requests_processing, llamacpp:requests_deferred"
    })
    void tells_its_load_in_the_words_of_every_engine(EngineWords words, String running, String waiting) {
        gpu.speak(words);
        assertThat(metrics()).contains("\n" + running, "\n" + waiting).endsWith("\n");
        assertThat(gpu.metricsAsked()).isEqualTo(1);
    }

    @Test
    void tells_nothing_when_it_is_told_to_fail() {
        gpu.answerMetrics(503);
        assertThat(asksMetrics(gpu).status()).isEqualTo(503);
    }

    @Test
    void arrivals_at_random_are_the_same_for_the_same_seed() {
        Pace.Open one = (Pace.Open) Pace.poisson(100, new SplittableRandom(3), 9, Duration.ofSeconds(20));
        Pace.Open same = (Pace.Open) Pace.poisson(100, new SplittableRandom(3), 9, Duration.ofSeconds(20));
        long last = 0;
        int count = 0;
        while (one.dueNanos().applyAsLong(count) < one.time().toNanos()) {
            long due = one.dueNanos().applyAsLong(count);
            assertThat(due)
                    .isGreaterThanOrEqualTo(last)
                    .isEqualTo(same.dueNanos().applyAsLong(count));
            last = due;
            count++;
        }
        assertThat(count).isBetween(1_800, 2_200);
    }

    private LoadReport play(Pace pace) {
        return new LoadDriver(System::nanoTime, 1)
                .run(Load.echo(gpu.baseUrl().getPort(), ASK).streaming(6), pace);
    }

    /** Asks, and waits until so many are there. */
    private static RawHttp ask(MockGpu slow, int running, int waiting) {
        RawHttp caller = connect(slow).send(ASK.fill(1));
        awaitLoad(slow, running, waiting);
        return caller;
    }

    private static void awaitLoad(MockGpu slow, int running, int waiting) {
        Await.until(
                running + " running and " + waiting + " waiting",
                PATIENCE,
                () -> asksMetrics(slow).text().contains("requests_processing " + running + "\n")
                        && asksMetrics(slow).text().contains("requests_deferred " + waiting + "\n"));
    }

    private String metrics() {
        return asksMetrics(gpu).text();
    }

    private static Reply asksMetrics(MockGpu asked) {
        try (RawHttp caller = connect(asked)) {
            return caller.send("GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n")
                    .reply()
                    .orElseThrow();
        }
    }

    private static RawHttp connect(MockGpu asked) {
        return RawHttp.connect(asked.baseUrl().getPort(), PATIENCE);
    }
}
