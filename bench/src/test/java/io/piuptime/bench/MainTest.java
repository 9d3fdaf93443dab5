package io.piuptime.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class MainTest {
    private static final Scale TINY = new Scale(
            300, 1, 200, Duration.ofMillis(250), Duration.ofMillis(150), List.of(60), 1, 4, Duration.ofMillis(1));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void measures_a_gateway_that_adds_ten_milliseconds() {
        int status = run(StandIn.command(10));

        assertThat(err.toString(UTF_8)).doesNotContain("no figures");
        assertThat(status).isZero();
        JsonNode figures = JsonMapper.shared()
                .readTree(out.toString(UTF_8).strip().lines().toList().getLast());
        assertThat(figures.path("added_p50_us").asDouble()).isBetween(9_000.0, 40_000.0);
        assertThat(figures.path("ttft_added_p50_us").asDouble()).isBetween(9_000.0, 40_000.0);
        assertThat(figures.path("cpu_us_gateway").asDouble()).isPositive();
        assertThat(figures.path("frame_cpu_us_gateway").asDouble()).isPositive();
        assertThat(figures.path("streams_held").asInt()).isEqualTo(60);
        assertThat(figures.path("rss_idle_mb").asDouble()).isBetween(10.0, 1_000.0);
        assertThat(figures.path("rss_steady_mb").asDouble()).isBetween(10.0, 1_000.0);
        assertThat(figures.path("start_ms_aot").asDouble()).isBetween(50.0, 20_000.0);
        assertThat(figures.path("start_ms_plain").asDouble()).isBetween(50.0, 20_000.0);
        assertThat(figures.path("large_bodies").asInt()).isEqualTo(4);
        assertThat(figures.path("large_bodies_served").asInt()).isEqualTo(4);
        assertThat(figures.has("cpu_ratio_nginx")).isTrue();
        assertThat(figures.path("cpu_ratio_nginx_all").isNull())
                .as("what a gateway without admin API cannot have")
                .isTrue();
        assertThat(figures.has("translate_cpu_us")).isTrue();
        assertThat(figures.has("translate_frame_cpu_us")).isTrue();
        assertThat(figures.path("translate_115k_ms").asDouble()).isPositive();
        assertThat(out.toString(UTF_8)).contains("added latency p50", "MISSED");
    }

    @Test
    void refuses_to_report_a_gateway_that_does_not_start() {
        assertThat(run(List.of("/bin/false"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no figures: gateway: does not answer: /bin/false run --config");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void explains_words_that_it_does_not_know() {
        PrintStream stream = new PrintStream(err, true, UTF_8);

        assertThat(Main.run(List.of("--fast"), stream, stream)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("word: --fast (expected: --gateway-cmd COMMAND");
    }

    private int run(List<String> command) {
        Options options = new Options(command, Optional.empty(), true, true, EnumSet.allOf(Options.Part.class));
        return Main.run(options, TINY, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
