package io.piuptime.app.e2e.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.gpu.GpuFigures;
import io.piuptime.testkit.gpu.GpuRun;
import io.piuptime.testkit.raw.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Three engines of different sizes, asked in turn and by their load. */
@Timeout(60)
final class LoadAwareTest {
    private static final Duration BEFORE = Duration.ofMillis(1500);
    private static final Duration TIME = Duration.ofMillis(2500);
    private static final Duration BRIEFLY = Duration.ofMillis(700);
    private static final int ROUNDS = 3;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path folder;

    @Test
    void asked_by_their_load_they_answer_more_in_time_than_asked_in_turn() throws Exception {
        try (GpuRun run = new GpuRun(4, 42);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, run.yaml())) {
            GpuFigures inTurn = run.play(gateway.port(), gateway.key(), "round-robin", 0.95, BEFORE, TIME);
            assertThat(run.gpus())
                    .allSatisfy(gpu -> assertThat(gpu.metricsAsked())
                            .as("nobody wanted to know")
                            .isZero());

            GpuFigures byLoad = run.play(gateway.port(), gateway.key(), "load", 0.95, BEFORE, TIME);
            assertThat(run.gpus())
                    .allSatisfy(gpu -> assertThat(gpu.metricsAsked()).isBetween(3L, 40L));
            for (int round = 1; !isBetter(byLoad, inTurn) && round < ROUNDS; round++) {
                // whatever else the machine does spoils one of them, not the other
                inTurn = run.play(gateway.port(), gateway.key(), "round-robin", 0.95, BEFORE, TIME);
                byLoad = run.play(gateway.port(), gateway.key(), "load", 0.95, BEFORE, TIME);
            }
            assertThat(byLoad.errors()).isZero();
            assertThat(byLoad.goodput()).isGreaterThan(1.1 * inTurn.goodput());
            assertThat(byLoad.p99Millis()).isLessThan(0.75 * inTurn.p99Millis());
        }
    }

    private static boolean isBetter(GpuFigures byLoad, GpuFigures inTurn) {
        return byLoad.goodput() > 1.1 * inTurn.goodput() && byLoad.p99Millis() < 0.75 * inTurn.p99Millis();
    }

    @Test
    void whoever_tells_nothing_is_asked_all_the_same() throws Exception {
        try (GpuRun run = new GpuRun(4, 42);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, run.yaml())) {
            run.gpus().forEach(gpu -> gpu.answerMetrics(404));
            log.start();
            logger().addAppender(log);

            GpuFigures figures = run.play(gateway.port(), gateway.key(), "load", 0.5, BRIEFLY, BRIEFLY);

            assertThat(figures.errors()).isZero();
            assertThat(figures.sent()).isGreaterThan(20);
            assertThat(gateway.meter("piup_engine_metrics_failures_total")).isGreaterThanOrEqualTo(3);

            run.gpus().forEach(gpu -> gpu.answerMetrics(200));
            Await.until("all tell again", Duration.ofSeconds(15), () -> log.list.size() >= 6);
            assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                    .as("a line when it ends, and a line when it begins again")
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("metrics: status 404 (expected: 200); until"),
                            line -> assertThat(line).contains("metrics: status 404 (expected: 200); until"),
                            line -> assertThat(line).contains("metrics: status 404 (expected: 200); until"),
                            line -> assertThat(line).endsWith("metrics: read again"),
                            line -> assertThat(line).endsWith("metrics: read again"),
                            line -> assertThat(line).endsWith("metrics: read again"));
        }
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.piuptime.gateway.load");
    }
}
