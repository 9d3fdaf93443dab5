package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.outage.Outage;
import io.piuptime.testkit.outage.OutageRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first of two targets is gone for a while, at 200 requests a second. */
@Timeout(120)
final class OutageTest {
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration DOWN = Duration.ofSeconds(8);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void no_caller_notices_that_a_target_is_gone_and_it_is_used_again_when_it_is_back() throws Exception {
        try (OutageRun run = new OutageRun();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, run.yaml())) {
            Outage outage = run.play(gateway.port(), gateway.key(), BEFORE, DOWN);
            note(outage.line());

            assertThat(outage.load().errors()).isEmpty();
            assertThat(outage.load().completed()).isGreaterThan(4000);
            assertThat(outage.noticed()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));
            assertThat(outage.probes()).as("probes").hasSizeLessThanOrEqualTo(outage.mostProbes());
            assertThat(outage.back())
                    .hasValueSatisfying(back -> assertThat(back).isLessThan(BACK_WITHIN));
        }
    }

    /** Keeps figures where who built this finds them. */
    static void note(String line) throws Exception {
        Path file = Path.of("target", "faults.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "- " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
