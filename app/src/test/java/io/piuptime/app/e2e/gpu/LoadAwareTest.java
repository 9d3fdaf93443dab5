package io.piuptime.app.e2e.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.gpu.GpuFigures;
import io.piuptime.testkit.gpu.GpuRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three engines of different sizes, asked in turn and by their load. */
@Timeout(60)
final class LoadAwareTest {
    private static final Duration BEFORE = Duration.ofMillis(1500);
    private static final Duration TIME = Duration.ofMillis(2500);

    @TempDir
    private Path folder;

    @Test
    void those_who_are_asked_by_their_load_answer_more_in_time_than_those_who_are_asked_in_turn() throws Exception {
        try (GpuRun run = new GpuRun(2, 42);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, run.yaml())) {
            GpuFigures inTurn = run.play(gateway.port(), gateway.key(), "round-robin", 0.8, BEFORE, TIME);
            GpuFigures byLoad = run.play(gateway.port(), gateway.key(), "load", 0.8, BEFORE, TIME);
            System.out.println(inTurn.line());
            System.out.println(byLoad.line());
            System.out.println(run.play(gateway.port(), gateway.key(), "least-in-flight", 0.8, BEFORE, TIME)
                    .line());

            assertThat(byLoad.errors()).isZero();
            assertThat(byLoad.goodput()).isGreaterThan(1.1 * inTurn.goodput());
            assertThat(byLoad.p99Millis()).isLessThan(0.7 * inTurn.p99Millis());
        }
    }
}
