package io.piuptime.app.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.overload.OverloadFigures;
import io.piuptime.testkit.overload.OverloadRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three priorities that together ask an engine for twice as much as it can answer; the bench plays it for longer. */
@Timeout(60)
final class TwiceTooMuchTest {
    @TempDir
    private Path folder;

    @Test
    void the_engine_is_used_those_who_look_are_served_and_nobody_starves() throws Exception {
        try (OverloadRun run = new OverloadRun(20, 42);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, run.yaml())) {
            OverloadFigures figures = run.play(
                    gateway.port(),
                    gateway.key(),
                    OverloadRun.TOLD,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5));

            System.out.println("overload: " + figures.line());
            assertThat(figures.errors()).isZero();
            assertThat(figures.goodput()).isGreaterThan(0.75);
            assertThat(figures.ratio()).isLessThan(3);
            assertThat(figures.answered()).containsEntry("interactive", 1.0);
            assertThat(figures.answered().values()).allMatch(share -> share > 0);
            gateway.awaitQuiet();
        }
    }
}
