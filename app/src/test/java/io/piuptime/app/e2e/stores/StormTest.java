package io.piuptime.app.e2e.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.storm.LoopWatch;
import io.piuptime.testkit.storm.StormFigures;
import io.piuptime.testkit.storm.StormRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stores that fail in every way under load, one after the other. How fast it stays is for {@code piup bench --stores} to say. */
@Timeout(240)
class StormTest {
    private static final StormRun.Times BRIEF =
            new StormRun.Times(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    @Test
    void callers_notice_nothing_all_comes_back_without_a_restart_and_no_event_loop_ever_asks_a_store()
            throws Exception {
        try (StormRun run = new StormRun();
                LoopWatch loops = LoopWatch.start(LoopWatch.LOOPS, LoopWatch.STORES);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, run.yaml())) {
            assertThat(gateway.admin("POST", "/admin/v1/budgets", """
                            {"name": "storm", "subject": {"level": "tenant", "id": "default"}, "strict": true,
                             "caps": [{"window": "month", "micros": 1000000000}]}""").statusCode())
                    .isEqualTo(201);

            StormFigures figures = run.play(gateway.port(), gateway.key(), () -> Probe.isWell(gateway), BRIEF);

            assertThat(figures.rows())
                    .as(figures.text())
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allSatisfy(row -> {
                        assertThat(row.errors()).as(row.fault().text()).isZero();
                        assertThat(row.refused()).as(row.fault().text()).isZero();
                        assertThat(row.back()).as(row.fault().text()).isPresent();
                    });
            assertThat(loops.looks()).isGreaterThan(1_000);
            assertThat(loops.offences()).isEmpty();
        }
    }
}
