package io.piuptime.bench.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoresMainTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void says_which_word_it_does_not_know() {
        assertThat(run("--gateway-cmd", "x", "--loud")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("word: --loud (expected: --quick,");
    }

    @Test
    void asks_for_the_gateway() {
        assertThat(run("--quick")).isEqualTo(2);
        assertThat(run("--gateway-cmd")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--gateway-cmd: none");
    }

    @Test
    void fails_when_the_gateway_does_not_start() {
        assertThat(run("--gateway-cmd", "false")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no figures", "does not answer");
    }

    private int run(String... words) {
        return StoresMain.run(
                List.of(words),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
