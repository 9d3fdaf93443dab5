package io.piuptime.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    private static final Duration NOTICED = Duration.ofMillis(30);

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "4, 2", "8, 3", "60, 10"})
    void there_is_one_probe_at_the_end_of_each_interval(int seconds, int most) {
        assertThat(outage(Duration.ofSeconds(seconds), List.of(), Optional.empty())
                        .mostProbes())
                .isEqualTo(most);
    }

    @Test
    void is_survived_with_few_probes_and_a_return_in_time() {
        Duration down = Duration.ofSeconds(2);
        List<Duration> probe = List.of(Duration.ofMillis(1200));
        Optional<Duration> soon = Optional.of(Duration.ofSeconds(14));

        assertThat(outage(down, probe, soon).survived()).isTrue();
        assertThat(outage(down, List.of(probe.getFirst(), probe.getFirst()), soon)
                        .survived())
                .isFalse();
        assertThat(outage(down, probe, Optional.of(Duration.ofSeconds(15))).survived())
                .isFalse();
        assertThat(outage(down, probe, Optional.empty()).survived()).isFalse();
    }

    @Test
    void tells_people_and_programs() {
        Outage outage = outage(Duration.ofSeconds(2), List.of(), Optional.empty());

        assertThat(outage.line())
                .contains(
                        "outage of 2 s",
                        "0 errors",
                        "7 times in vain within 30 ms",
                        "0 probes (at most 1)",
                        "back after never");
        assertThat(outage.json()).startsWith("{").contains("\"outage_seconds\":2", "\"back_after_ms\":-1");
    }

    private static Outage outage(Duration down, List<Duration> probes, Optional<Duration> back) {
        return new Outage(answered(), down, 7, NOTICED, probes, back);
    }

    private static LoadReport answered() {
        try (FakeOpenAi fake = FakeOpenAi.start()) {
            Template request = Template.post(
                    "/v1/chat/completions",
                    "",
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER + "\"}]}",
                    new byte[0]);
            return new LoadDriver(System::nanoTime, 1).run(Load.echo(fake.port(), request), Pace.once(1));
        }
    }
}
