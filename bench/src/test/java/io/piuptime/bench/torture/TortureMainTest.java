package io.piuptime.bench.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TortureMainTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void reads_its_words() {
        TortureOptions options =
                TortureOptions.of(List.of("--gateway-cmd", "a b", "--seconds", "30", "--seed", "7", "--json"));
        assertThat(options.gatewayCommand()).containsExactly("a", "b");
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.seed()).hasValue(7);
        assertThat(options.json()).isTrue();
    }

    @Test
    void takes_three_minutes_unless_told_otherwise() {
        TortureOptions options = TortureOptions.of(List.of("--gateway-cmd", "a"));
        assertThat(options.time()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.seed()).isEmpty();
        assertThat(options.json()).isFalse();
    }

    @Test
    void says_which_word_it_does_not_know() {
        assertThat(run("--gateway-cmd", "x", "--loud")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("word: --loud (expected: --seconds N,");
    }

    @Test
    void asks_for_the_gateway() {
        assertThat(run("--json")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--gateway-cmd: none");
    }

    @Test
    void refuses_times_that_show_nothing_or_never_end() {
        for (String seconds : List.of("9", "3601", "x", "-1")) {
            assertThatThrownBy(() -> TortureOptions.of(List.of("--gateway-cmd", "x", "--seconds", seconds)))
                    .hasMessage("--seconds: " + seconds + " (expected: 10 to 3600)");
        }
        assertThatThrownBy(() -> TortureOptions.of(List.of("--gateway-cmd", "x", "--seconds")))
                .hasMessage("--seconds: none (expected: 10 to 3600)");
    }

    private int run(String... words) {
        return TortureMain.run(
                List.of(words),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
